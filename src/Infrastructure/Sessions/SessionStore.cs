using ChatFlow.Application.Pipeline;
using ChatFlow.Application.Sessions;
using ChatFlow.Domain.Sessions;
using ChatFlow.Infrastructure.Redis;
using ChatFlow.Infrastructure.Remembering;
using Dapper;
using Microsoft.Extensions.Options;
using Npgsql;

namespace ChatFlow.Infrastructure.Sessions;

internal sealed class SessionStore(
    NpgsqlDataSource postgres, IEventPublisher events, ISessionEndings endings, IOptions<ClusterOptions> cluster, TimeProvider clock) : ISessionStore
{
    // Session to its expiry. In a cluster other nodes end sessions too, so each request asks the database.
    private readonly Remembered<Guid, DateTimeOffset> live = new();

    public async Task Add(Session session, byte[] refreshHash, CancellationToken cancellationToken)
    {
        await using var connection = await postgres.OpenConnectionAsync(cancellationToken);
        await connection.ExecuteAsync(new CommandDefinition(
            SessionSql.Add,
            new { session.Id, session.UserId, session.CsrfHash, session.CreatedAt, session.ExpiresAt, session.Address, session.UserAgent, refreshHash },
            cancellationToken: cancellationToken));
    }

    public async ValueTask<bool> IsLive(Guid sessionId, CancellationToken cancellationToken)
    {
        if (live.TryGet(sessionId, out var known))
            return known > clock.GetUtcNow();
        var mark = live.Mark();
        await using var connection = await postgres.OpenConnectionAsync(cancellationToken);
        var expiresAt = await connection.QuerySingleOrDefaultAsync<DateTimeOffset?>(
            new CommandDefinition(SessionSql.ExpiryOf, new { sessionId }, cancellationToken: cancellationToken));
        if (expiresAt is { } expiry && !cluster.Value.Enabled)
            live.Keep(sessionId, expiry, mark);
        return expiresAt > clock.GetUtcNow();
    }

    public async Task<RefreshTokenFound?> FindRefreshToken(byte[] refreshHash, DateTimeOffset now, CancellationToken cancellationToken)
    {
        await using var connection = await postgres.OpenConnectionAsync(cancellationToken);
        return await connection.QuerySingleOrDefaultAsync<RefreshTokenFound>(
            new CommandDefinition(SessionSql.FindRefreshToken, new { refreshHash, now }, cancellationToken: cancellationToken));
    }

    public async Task<bool> Rotate(byte[] refreshHash, byte[] newRefreshHash, DateTimeOffset now, CancellationToken cancellationToken)
    {
        await using var connection = await postgres.OpenConnectionAsync(cancellationToken);
        return await connection.ExecuteAsync(
            new CommandDefinition(SessionSql.Rotate, new { refreshHash, newRefreshHash, now }, cancellationToken: cancellationToken)) == 1;
    }

    public async Task<IReadOnlyList<SessionDto>> ListOf(Guid userId, Guid currentSessionId, DateTimeOffset now, CancellationToken cancellationToken)
    {
        await using var connection = await postgres.OpenConnectionAsync(cancellationToken);
        return (await connection.QueryAsync<SessionDto>(
            new CommandDefinition(SessionSql.ListOf, new { userId, currentSessionId, now }, cancellationToken: cancellationToken))).AsList();
    }

    public async Task<bool> End(Guid userId, Guid sessionId, CancellationToken cancellationToken) =>
        (await End(SessionSql.End, new { userId, sessionId }, cancellationToken)).Count == 1;

    public Task EndAllOf(Guid userId, CancellationToken cancellationToken, Guid? exceptSessionId = null) =>
        End(SessionSql.EndAllOf, new { userId, except = exceptSessionId }, cancellationToken);

    private async Task<List<SessionEnded>> End(string sql, object which, CancellationToken cancellationToken)
    {
        await using var connection = await postgres.OpenConnectionAsync(cancellationToken);
        var ended = (await connection.QueryAsync<SessionEnded>(new CommandDefinition(sql, which, cancellationToken: cancellationToken))).AsList();
        foreach (var session in ended)
            live.Forget(session.SessionId);
        events.Publish(ended);
        endings.Tell(ended);
        return ended;
    }

    public async Task EndAllOf(Guid userId, CancellationToken cancellationToken)
    {
        await using var connection = await postgres.OpenConnectionAsync(cancellationToken);
        await connection.ExecuteAsync(new CommandDefinition(SessionSql.EndAllOf, new { userId }, cancellationToken: cancellationToken));
    }
}
