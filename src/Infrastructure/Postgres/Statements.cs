namespace ChatFlow.Infrastructure.Postgres;

/// <summary>
/// Marks a class whose string constants are SQL statements. A test prepares each one against the real schema, so that a
/// wrong column fails without data.
/// </summary>
[AttributeUsage(AttributeTargets.Class)]
internal sealed class StatementsAttribute : Attribute;
