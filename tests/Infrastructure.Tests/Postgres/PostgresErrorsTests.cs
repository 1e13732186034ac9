using ChatFlow.Infrastructure.Postgres;
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
}
