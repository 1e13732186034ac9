using Npgsql;

namespace ChatFlow.Infrastructure.Postgres;

/// <summary>What an exception of the database means to callers.</summary>
public static class PostgresErrors
{
    /// <summary>A connection was idle for longer than the server lets it be; the driver has no name for it.</summary>
    private const string IdleSessionTimeout = "57P05";

    /// <summary>The database is away, starting, stopping, read-only or too busy: the same call may work in a moment.</summary>
    public static bool IsUnavailable(Exception exception) => exception is NpgsqlException { IsTransient: true }
        or PostgresException { SqlState: PostgresErrorCodes.AdminShutdown or PostgresErrorCodes.CrashShutdown or PostgresErrorCodes.CannotConnectNow or IdleSessionTimeout }
        // A standby that is about to be the primary, or a server that is being moved; somebody's patience is over, be it that of statement_timeout.
        or PostgresException { SqlState: PostgresErrorCodes.ReadOnlySqlTransaction or PostgresErrorCodes.QueryCanceled }
        || exception is NpgsqlException and not PostgresException
        // A connection that was not made in time, when it was the first and had the database's types to ask for.
        || exception is TimeoutException
        // Between two results it went: Dapper asks the reader for the next one all the same, and what the reader says of that is all that is left.
        || exception is InvalidOperationException { Source: "Npgsql" };

    internal static bool IsUniqueViolation(PostgresException exception, string constraint) =>
        exception.SqlState == PostgresErrorCodes.UniqueViolation && exception.ConstraintName == constraint;
}
