using System.Collections.Frozen;
using System.Reflection;
using Npgsql;

namespace ChatFlow.Infrastructure.Postgres;

/// <summary>What metrics and traces call a statement: the class and the constant that it stands in, such as <c>ChannelSql.Lock</c>.</summary>
internal static class StatementNames
{
    /// <summary>For the few that are no constants of a class marked <see cref="StatementsAttribute"/>: migrations, LISTEN, health.</summary>
    public const string Other = "other";

    private static readonly FrozenDictionary<string, string> Names = typeof(StatementNames).Assembly.GetTypes()
        .Where(type => type.GetCustomAttribute<StatementsAttribute>() is not null)
        .SelectMany(type => type.GetFields(BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly))
        .Where(field => field is { IsLiteral: true } && field.FieldType == typeof(string))
        .GroupBy(field => (string)field.GetRawConstantValue()!)
        .ToFrozenDictionary(of => of.Key, of => $"{of.First().DeclaringType!.Name}.{of.First().Name}");

    public static string Of(string sql) => Names.GetValueOrDefault(sql, Other);

    public static string Of(NpgsqlBatch batch) => string.Join(", ", batch.BatchCommands.Cast<NpgsqlBatchCommand>().Select(command => Of(command.CommandText)));
}
