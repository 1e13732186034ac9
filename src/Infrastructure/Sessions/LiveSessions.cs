using ChatFlow.Application.Pipeline;
using ChatFlow.Domain.Sessions;
using ChatFlow.Infrastructure.Caching;
using ChatFlow.Infrastructure.Postgres;
using Dapper;
using Npgsql;

namespace ChatFlow.Infrastructure.Sessions;

/// <summary>Which sessions live, and their end: within the transaction of its cause, and after it for everybody who has to know.</summary>
internal sealed class LiveSessions(
    NpgsqlDataSource postgres, Caches caches, IEventPublisher events, ISessionEndings endings, TimeProvider clock)
{
    public async ValueTask<bool> Has(Guid sessionId, CancellationToken cancellationToken) =>
        await caches.Sessions.Get(sessionId, Load, cancellationToken) is { } session && session.ExpiresAt > clock.GetUtcNow();

    private async Task<UntilExpiry?> Load(Guid sessionId, CancellationToken cancellationToken)
    {
        await using var connection = await postgres.OpenConnectionAsync(cancellationToken);
        return await connection.QuerySingleOrDefaultAsync<DateTimeOffset?>(
            new CommandDefinition(SessionSql.ExpiryOf, new { sessionId }, cancellationToken: cancellationToken)) is { } expiresAt
            ? new UntilExpiry(expiresAt) : null;
    }

    /// <summary>Deletes every session of the user but the one to keep; <see cref="Ended"/> wants the answer after the commit.</summary>
    public static Task<List<SessionEnded>> EndAllOf(
        NpgsqlTransaction transaction, Guid userId, Guid? except, CancellationToken cancellationToken) =>
        transaction.List<SessionEnded>(SessionSql.EndAllOf, new { userId, except }, cancellationToken);

    /// <summary>To be called after the commit that deleted them: they are dead when it returns.</summary>
    public async Task Ended(IReadOnlyList<SessionEnded> ended)
    {
        foreach (var session in ended)
            await caches.Sessions.Forget(session.SessionId);
        events.Publish(ended);
        endings.Tell(ended);
    }
}
