using ChatFlow.Application.Sessions;
using ChatFlow.Domain.Sessions;
using ChatFlow.Infrastructure.Postgres;
using Dapper;
using Npgsql;

namespace ChatFlow.Infrastructure.Sessions;

internal sealed class SessionStore(NpgsqlDataSource postgres) : ISessionStore
{
    public async Task Add(Session session, CancellationToken cancellationToken)
    {
        await using var connection = await postgres.OpenConnectionAsync(cancellationToken);
        await connection.ExecuteAsync(new CommandDefinition(SessionSql.Add, session, cancellationToken: cancellationToken));
    }

    public async Task EndAllOf(Guid userId, CancellationToken cancellationToken)
    {
        await using var connection = await postgres.OpenConnectionAsync(cancellationToken);
        await connection.ExecuteAsync(new CommandDefinition(SessionSql.EndAllOf, new { userId }, cancellationToken: cancellationToken));
    }
}

[Statements]
internal static class SessionSql
{
    public const string Add = """
        INSERT INTO sessions (id, user_id, refresh_hash, created_at, last_used_at, expires_at, address, user_agent)
        VALUES (@Id, @UserId, @RefreshHash, @CreatedAt, @CreatedAt, @ExpiresAt, @Address, @UserAgent)
        """;

    // sessions_user
    public const string EndAllOf = "DELETE FROM sessions WHERE user_id = @userId";
}
