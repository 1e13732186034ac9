using System.Reflection;
using DbUp;
using DbUp.Engine;
using DbUp.Engine.Output;
using DbUp.Postgresql;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace ChatFlow.Infrastructure.Postgres;

/// <summary>Brings the schema up to date: versioned SQL files in this assembly, forward only, each in a transaction.</summary>
public sealed partial class Migrations(NpgsqlDataSource postgres, ILogger<Migrations> logger)
{
    // Any number, as long as every version of ChatFlow uses the same one.
    private const long AdvisoryLock = 0x43686174466C6F77;

    /// <summary>Applies what is missing. One runner at a time: others wait, then find nothing to do.</summary>
    public async Task Apply(CancellationToken cancellationToken)
    {
        await using var connection = await postgres.OpenConnectionAsync(cancellationToken);
        await using var take = new NpgsqlCommand("SELECT pg_advisory_lock($1)", connection) { Parameters = { new() { Value = AdvisoryLock } } };
        await take.ExecuteNonQueryAsync(cancellationToken);
        // Closing the connection gives the lock back, also when this process dies.

        var result = Upgrader().PerformUpgrade();
        if (!result.Successful)
            throw new InvalidOperationException($"The migration {result.ErrorScript?.Name} failed: {result.Error.Message}", result.Error);
        Applied(result.Scripts.Count());
    }

    /// <summary>Whether the schema has everything this version needs.</summary>
    public bool AreApplied() => !Upgrader().IsUpgradeRequired();

    private UpgradeEngine Upgrader() => DeployChanges.To
        .PostgresqlDatabase(new PostgresqlConnectionManager(postgres))
        .WithScriptsEmbeddedInAssembly(Assembly.GetExecutingAssembly(), name => name.EndsWith(".sql", StringComparison.Ordinal))
        .JournalToPostgresqlTable("public", "schema_versions")
        .WithVariablesDisabled()
        .WithTransactionPerScript()
        .LogTo(new NoOpUpgradeLog())
        .Build();

    [LoggerMessage(Level = LogLevel.Information, Message = "Applied {Count} migrations; the schema is up to date")]
    private partial void Applied(int count);
}
