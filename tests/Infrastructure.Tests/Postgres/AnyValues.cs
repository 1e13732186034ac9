using System.Text.RegularExpressions;
using Dapper;
using Npgsql;

namespace ChatFlow.Infrastructure.Tests.Postgres;

/// <summary>Makes PostgreSQL plan a statement without looking at its values, as it may do with prepared ones.</summary>
internal static partial class AnyValues
{
    /// <returns>What executes the statement with the values, for EXPLAIN.</returns>
    public static async Task<string> Prepare(NpgsqlConnection connection, string sql, object values)
    {
        var given = values is NpgsqlParameter[] positional
            ? positional.Select((parameter, n) => ($"${n + 1}", parameter.Value)).ToList()
            : values.GetType().GetProperties().Where(property => Regex.IsMatch(sql, $"@{property.Name}\\b")).Select(property => ("@" + property.Name, property.GetValue(values))).ToList();
        var numbered = Named().Replace(sql, match => $"${given.FindIndex(one => one.Item1 == match.Value) + 1}");
        await connection.ExecuteAsync(
            $"DEALLOCATE ALL; SET LOCAL plan_cache_mode = force_generic_plan; PREPARE explained ({string.Join(", ", given.Select(one => TypeOf(one.Item2)))}) AS {numbered}");
        return given.Count == 0 ? "EXECUTE explained" : $"EXECUTE explained ({string.Join(", ", given.Select(one => Literal(one.Item2)))})";
    }

    private static string TypeOf(object? value) => value switch
    {
        Array array => TypeOf(array.GetType().GetElementType()!) + "[]",
        null => "uuid",
        _ => TypeOf(value.GetType()),
    };

    private static string TypeOf(Type type) => Type.GetTypeCode(Nullable.GetUnderlyingType(type) ?? type) switch
    {
        TypeCode.Int64 => "bigint",
        TypeCode.Int32 => "integer",
        TypeCode.Boolean => "boolean",
        TypeCode.String => "text",
        _ when (Nullable.GetUnderlyingType(type) ?? type) == typeof(Guid) => "uuid",
        _ when type == typeof(DateTimeOffset) => "timestamptz",
        _ => throw new NotSupportedException($"No type of PostgreSQL is known for {type}"),
    };

    private static string Literal(object? value) => value switch
    {
        null => "NULL",
        Array array => $"ARRAY[{string.Join(", ", array.Cast<object?>().Select(Literal))}]::{TypeOf(array)}",
        string text => $"'{text.Replace("'", "''")}'",
        DateTimeOffset time => $"'{time:O}'",
        Guid id => $"'{id}'",
        _ => value.ToString()!,
    };

    [GeneratedRegex(@"(?<![\w:])@[A-Za-z]\w*")]
    private static partial Regex Named();
}
