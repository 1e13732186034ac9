using ChatFlow.Infrastructure.Postgres;
using ChatFlow.Tests.Postgres;
using Microsoft.Extensions.Logging.Abstractions;

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
}
