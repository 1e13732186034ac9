using ChatFlow.Infrastructure.Postgres;
using ChatFlow.Tests.Postgres;
using Dapper;
using Npgsql;

namespace ChatFlow.Infrastructure.Tests.Postgres;

public class PostgresErrorsTests
{
    [TestCase("53100", "the disk is full", ExpectedResult = true)]
    [TestCase("53200", "out of memory", ExpectedResult = true)]
    [TestCase("53300", "too many connections", ExpectedResult = true)]
    [TestCase("57P01", "it is stopped", ExpectedResult = true)]
    [TestCase("57P02", "it has crashed", ExpectedResult = true)]
    [TestCase("57P03", "it is starting", ExpectedResult = true)]
    [TestCase("57P05", "it was idle for too long", ExpectedResult = true)]
    [TestCase("57014", "it took too long", ExpectedResult = true)]
    [TestCase("25006", "it is read-only", ExpectedResult = true)]
    [TestCase("40001", "somebody else was first", ExpectedResult = true)]
    [TestCase("40P01", "two wait for each other", ExpectedResult = true)]
    [TestCase("08000", "no connection", ExpectedResult = true)]
    [TestCase("08001", "not connected", ExpectedResult = true)]
    [TestCase("08003", "connected no more", ExpectedResult = true)]
    [TestCase("08004", "refused", ExpectedResult = true)]
    [TestCase("08006", "the connection failed", ExpectedResult = true)]
    [TestCase("58030", "the disk fails", ExpectedResult = true)]
    [TestCase("08P01", "not the protocol", ExpectedResult = false)]
    [TestCase("42P01", "no such table", ExpectedResult = false)]
    [TestCase("28P01", "not the password", ExpectedResult = false)]
    [TestCase("23505", "taken already", ExpectedResult = false)]
    [TestCase("22021", "not a character", ExpectedResult = false)]
    public bool Unavailable_IsWhatMayWorkInAMoment(string sqlState, string what) =>
        PostgresErrors.IsUnavailable(new PostgresException(what, "ERROR", "ERROR", sqlState));

    [Test]
    public async Task Connection_ThatIsCutAmongRowsOfSeveralResults_IsUnavailable()
    {
        await using var database = await TestDatabase.Create();
        await using var connection = await database.DataSource.OpenConnectionAsync();
        await using var all = await connection.QueryMultipleAsync("""
            SELECT n, CASE WHEN n = 900000 THEN pg_terminate_backend(pg_backend_pid()) END FROM generate_series(1, 1000000) n;
            SELECT 1
            """);
        Assert.That(() => all.ReadAsync(), Throws.Exception.Matches<Exception>(PostgresErrors.IsUnavailable));
    }

    [Test]
    public async Task Transactions_ThatWaitForEachOther_AreUnavailable()
    {
        await using var database = await TestDatabase.Create(migrate: false);
        await database.Change("CREATE TABLE pairs AS SELECT n FROM generate_series(1, 2) n");
        await using var one = await database.DataSource.OpenConnectionAsync();
        await using var two = await database.DataSource.OpenConnectionAsync();
        await one.ExecuteAsync("BEGIN; UPDATE pairs SET n = n WHERE n = 1");
        await two.ExecuteAsync("BEGIN; UPDATE pairs SET n = n WHERE n = 2");
        var both = new[] { one.ExecuteAsync("UPDATE pairs SET n = n WHERE n = 2; COMMIT"), two.ExecuteAsync("UPDATE pairs SET n = n WHERE n = 1; COMMIT") };
        Assert.That(() => Task.WhenAll(both), Throws.TypeOf<PostgresException>().With.Property("SqlState").EqualTo("40P01").And.Matches<Exception>(PostgresErrors.IsUnavailable));
    }

    [Test]
    public void Time_ThatWasNotEnough_IsUnavailable() => Assert.That(PostgresErrors.IsUnavailable(new TimeoutException()), Is.True);
}
