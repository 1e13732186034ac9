using ChatFlow.Infrastructure.Postgres;
using ChatFlow.Tests.Postgres;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;

namespace ChatFlow.Infrastructure.Tests.Postgres;

public class MigrationTests
{
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

    private static IEnumerable<string> Scripts()
    {
        var assembly = typeof(Migrations).Assembly;
        foreach (var name in assembly.GetManifestResourceNames().Where(name => name.EndsWith(".sql", StringComparison.Ordinal)).Order(StringComparer.Ordinal))
        {
            using var reader = new StreamReader(assembly.GetManifestResourceStream(name)!);
            yield return reader.ReadToEnd();
        }
    }
}
