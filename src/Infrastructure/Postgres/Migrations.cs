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

    /// <summary>
    /// Applies what is missing. One runner at a time: others wait, then find nothing to do. Refuses a database that a later version has
    /// migrated: no version knows more than what the next one leaves to it.
    /// </summary>
    /// <exception cref="InvalidOperationException">A script failed, or there are some that this version does not know.</exception>
    public async Task Apply(CancellationToken cancellationToken)
    {
        await using var connection = await postgres.OpenConnectionAsync(cancellationToken);
        await Call("pg_advisory_lock");
        try
        {
            var upgrader = Upgrader();
            var later = upgrader.GetExecutedScripts().Except(upgrader.GetDiscoveredScripts().Select(script => script.Name)).Order(StringComparer.Ordinal).LastOrDefault();
            if (later is not null)
                throw new InvalidOperationException($"A later version of ChatFlow has migrated this database ({later}): deploy that one or a later one, or go back by deploy --rollback.");
            var result = upgrader.PerformUpgrade();
            if (!result.Successful)
                throw new InvalidOperationException($"The migration {result.ErrorScript?.Name} failed: {result.Error.Message}", result.Error);
            Applied(result.Scripts.Count());
        }
        finally
        {
            // Closing alone would not do: the connection goes back to the pool with the lock on it.
            await Call("pg_advisory_unlock");
        }

        async Task Call(string function)
        {
            await using var command = new NpgsqlCommand($"SELECT {function}($1)", connection) { CommandTimeout = 0 };
            command.Parameters.Add(new NpgsqlParameter { Value = AdvisoryLock });
            await command.ExecuteNonQueryAsync(cancellationToken);
        }
    }

    /// <summary>Whether the schema has everything this version needs.</summary>
    public bool AreApplied() => !Upgrader().IsUpgradeRequired();

    private UpgradeEngine Upgrader() => DeployChanges.To
        .PostgresqlDatabase(new PostgresqlConnectionManager(postgres))
        .WithScriptsEmbeddedInAssembly(Assembly.GetExecutingAssembly(), name => name.EndsWith(".sql", StringComparison.Ordinal))
        .JournalToPostgresqlTable("public", "schema_versions")
        .WithVariablesDisabled()
        .WithTransactionPerScript()
        // An index over a million rows takes a minute; whoever gives up would begin it again at the next start.
        .WithExecutionTimeout(TimeSpan.Zero)
        .LogTo(new NoOpUpgradeLog())
        .Build();

    [LoggerMessage(Level = LogLevel.Information, Message = "Applied {Count} migrations; the schema is up to date")]
    private partial void Applied(int count);
}
