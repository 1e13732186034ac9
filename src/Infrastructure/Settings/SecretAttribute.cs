namespace ChatFlow.Infrastructure.Settings;

/// <summary>Whoever knows the value of this setting can do harm with it: keep it where few can read it.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class SecretAttribute : Attribute;
