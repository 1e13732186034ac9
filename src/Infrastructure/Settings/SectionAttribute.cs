namespace ChatFlow.Infrastructure.Settings;

/// <summary>
/// Marks a class of options with the section of the configuration that it is read from. Such classes are what docs/configuration.md is
/// made of: their properties, comments, defaults and ranges.
/// </summary>
/// <param name="name">As in <c>Files:S3</c>; empty for settings without a section.</param>
[AttributeUsage(AttributeTargets.Class)]
public sealed class SectionAttribute(string name) : Attribute
{
    public string Name => name;
}
