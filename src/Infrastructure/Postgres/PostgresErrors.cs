using Npgsql;

namespace ChatFlow.Infrastructure.Postgres;

/// <summary>What an exception of the database means to callers.</summary>
public static class PostgresErrors
{
    /// <summary>The database is away, starting, stopping or too busy: the same call may work in a moment.</summary>
    public static bool IsUnavailable(Exception exception) => exception is NpgsqlException { IsTransient: true }
        or PostgresException { SqlState: PostgresErrorCodes.AdminShutdown or PostgresErrorCodes.CrashShutdown or PostgresErrorCodes.CannotConnectNow }
        || exception is NpgsqlException and not PostgresException;

    internal static bool IsUniqueViolation(PostgresException exception, string constraint) =>
        exception.SqlState == PostgresErrorCodes.UniqueViolation && exception.ConstraintName == constraint;
}
