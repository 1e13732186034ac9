using ChatFlow.Domain;
using Npgsql;

namespace ChatFlow.Load;

/// <summary>A database that is made for one measurement, and dropped after it.</summary>
internal static class OwnDatabase
{
    /// <returns>The target, with that database.</returns>
    public static async Task<Target> Make(Target target, string prefix, CancellationToken stop)
    {
        var name = $"{prefix}_{TimeProvider.System.NewId():N}";
        await OnServer(target, $"CREATE DATABASE {name}", stop);
        return target with { Postgres = new NpgsqlConnectionStringBuilder(target.Postgres) { Database = name }.ConnectionString };
    }

    /// <param name="target">Where it was made.</param>
    /// <param name="own">What was made.</param>
    public static Task Drop(Target target, Target own) =>
        OnServer(target, $"DROP DATABASE IF EXISTS {new NpgsqlConnectionStringBuilder(own.Postgres).Database} WITH (FORCE)", CancellationToken.None);

    private static async Task OnServer(Target target, string sql, CancellationToken stop)
    {
        await using var server = NpgsqlDataSource.Create(target.Postgres);
        await using var command = server.CreateCommand(sql);
        await command.ExecuteNonQueryAsync(stop);
    }
}
