using System.Text.RegularExpressions;
using ChatFlow.Infrastructure.Postgres;
using ChatFlow.Tests.Postgres;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;

namespace ChatFlow.Infrastructure.Tests.Postgres;

public partial class MigrationTests
{
    /// <summary>Those up to here were made before there was a release that could be upgraded.</summary>
    private const string BeforeReleases = "0014_search.sql";

    [Test]
    public async Task Migrations_AppliedByTwoRunnersAtOnce_AreAppliedOnce()
    {
        await using var database = await TestDatabase.Create(migrate: false);
        Migrations Runner() => new(database.DataSource, NullLogger<Migrations>.Instance);
        Assert.That(Runner().AreApplied(), Is.False);

        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() => Runner().Apply(default))));

        Assert.That(Runner().AreApplied(), Is.True);
        Assert.That(await database.Scalar<long>("SELECT count(*) - count(DISTINCT scriptname) FROM schema_versions"), Is.Zero);
    }

    [Test]
    public async Task DatabaseOfALaterVersion_IsNotMigrated_AndItsServersStillServe()
    {
        await using var database = await TestDatabase.Create();
        await database.Change("INSERT INTO schema_versions (scriptname, applied) VALUES ('ChatFlow.Infrastructure.Postgres.Migrations.9999_later.sql', now())");
        var migrations = new Migrations(database.DataSource, NullLogger<Migrations>.Instance);
        Assert.That(() => migrations.Apply(default), Throws.InvalidOperationException.With.Message.Contains("9999_later.sql"));
        Assert.That(migrations.AreApplied(), Is.True, "the release before is still in service while the next one comes");
    }

    // An index over many rows takes longer than a statement of the server may.
    [Test]
    public async Task Migration_MayTakeLongerThanOtherStatements()
    {
        await using var database = await TestDatabase.Create(migrate: false);
        await using var impatient = NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(database.ConnectionString) { CommandTimeout = 2 }.ConnectionString);
        await using var other = await database.DataSource.OpenConnectionAsync();
        await using var transaction = await other.BeginTransactionAsync();
        await using (var sameName = new NpgsqlCommand("CREATE TABLE users (id int)", other))
            await sameName.ExecuteNonQueryAsync();
        var migrations = new Migrations(impatient, NullLogger<Migrations>.Instance);
        var applied = Task.Run(() => migrations.Apply(default));
        await Task.Delay(TimeSpan.FromSeconds(5));
        Assert.That(applied.IsCompleted, Is.False, "it waits for the table, or has given up");
        await transaction.RollbackAsync();
        await applied;
        Assert.That(new Migrations(database.DataSource, NullLogger<Migrations>.Instance).AreApplied(), Is.True);
    }

    /// <summary>While servers are exchanged one by one, and after going back, the release before works on the new schema (docs/decisions/0022).</summary>
    [TestCaseSource(nameof(ReleasableMigrations))]
    public void Migration_TakesNothingAway_ThatTheReleaseBeforeNeeds(string name)
    {
        var script = Comments().Replace(Script(name), "");
        Assert.That(Breaking().Match(script).Value, Is.Empty, "add what is new in one release, and take the old away in the next but one");
    }

    [TestCase("ALTER TABLE a DROP COLUMN b")]
    [TestCase("DROP TABLE a")]
    [TestCase("ALTER TABLE a RENAME TO b")]
    [TestCase("ALTER TABLE a ALTER COLUMN b TYPE text")]
    [TestCase("ALTER TABLE a ALTER b SET NOT NULL")]
    [TestCase("ALTER TABLE a ADD COLUMN b int NOT NULL;")]
    public void WhatTakesSomethingAway_IsRecognised(string sql) => Assert.That(Breaking().IsMatch(sql), Is.True);

    [TestCase("ALTER TABLE a ADD COLUMN b int NOT NULL DEFAULT 0;")]
    [TestCase("DROP INDEX a")]
    [TestCase("CREATE TABLE a (b int NOT NULL);")]
    public void WhatTakesNothingAway_Passes(string sql) => Assert.That(Breaking().IsMatch(sql), Is.False);

    [Test]
    public async Task OriginsOfAuditEntries_AreMovedOutOfThem()
    {
        await using var database = await TestDatabase.Create(migrate: false);
        var scripts = Scripts().ToList();
        var moving = scripts.FindIndex(script => script.Contains("CREATE TABLE audit_origins"));
        foreach (var script in scripts[..moving])
            await database.Change(script);
        await database.Change("""
            INSERT INTO users (id, email, username, display_name, password_hash, created_at)
            VALUES ('00000000-0000-0000-0000-00000000000a', 'a@example.org', 'a', 'A', 'hash', now());
            INSERT INTO audit_logs (id, actor_id, action, resource_type, resource_id, details, created_at)
            SELECT gen_random_uuid(), id, 'member_left', 'user', id, details::jsonb, now() FROM users, (VALUES
                ('{"ip": "192.0.2.1", "user_agent": "old/1.0", "before": {"role": "member"}, "after": null}'),
                ('{"ip": null, "user_agent": null, "before": null, "after": null}')) v (details)
            """);

        await database.Change(scripts[moving]);

        Assert.That(
            await database.Scalar<string>("SELECT string_agg(details::text, ' ' ORDER BY details::text DESC) FROM audit_logs"),
            Is.EqualTo("""{"after": null, "before": {"role": "member"}} {"after": null, "before": null}"""));
        Assert.That(
            await database.Scalar<string>("SELECT string_agg(concat_ws(' ', ip, user_agent, right(actor_id::text, 1)), ';') FROM audit_origins"),
            Is.EqualTo("192.0.2.1 old/1.0 a"));
        Assert.That(() => database.Change("UPDATE audit_logs SET action = 'nothing'"), Throws.TypeOf<PostgresException>(), "closed again");
    }

    private static IEnumerable<string> Names() =>
        typeof(Migrations).Assembly.GetManifestResourceNames().Where(name => name.EndsWith(".sql", StringComparison.Ordinal)).Order(StringComparer.Ordinal);

    private static IEnumerable<string> ReleasableMigrations() =>
        Names().SkipWhile(name => !name.EndsWith(BeforeReleases, StringComparison.Ordinal)).Skip(1);

    private static IEnumerable<string> Scripts() => Names().Select(Script);

    private static string Script(string name)
    {
        using var reader = new StreamReader(typeof(Migrations).Assembly.GetManifestResourceStream(name)!);
        return reader.ReadToEnd();
    }

    [GeneratedRegex("--.*$", RegexOptions.Multiline)]
    private static partial Regex Comments();

    [GeneratedRegex(@"\bDROP\s+(TABLE|COLUMN|VIEW|MATERIALIZED|FUNCTION)\b|\bRENAME\b|\bTYPE\s+\w+|\bSET\s+NOT\s+NULL\b|\bADD\s+COLUMN\b[^,;]*\bNOT\s+NULL\b(?![^,;]*\bDEFAULT\b)", RegexOptions.IgnoreCase)]
    private static partial Regex Breaking();
}
