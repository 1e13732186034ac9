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
    [TestCase("58030", "the disk fails", ExpectedResult = true)]
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
    public void Time_ThatWasNotEnough_IsUnavailable() => Assert.That(PostgresErrors.IsUnavailable(new TimeoutException()), Is.True);
}
