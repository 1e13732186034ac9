using ChatFlow.Application.Pipeline;
using ChatFlow.Domain.Sessions;
using ChatFlow.Infrastructure.Postgres;
using ChatFlow.Infrastructure.Redis;
using ChatFlow.Infrastructure.Remembering;
using Dapper;
using Microsoft.Extensions.Options;
using Npgsql;

namespace ChatFlow.Infrastructure.Sessions;

/// <summary>Which sessions live, and their end: within the transaction of its cause, and after it for everybody who has to know.</summary>
internal sealed class LiveSessions(
    NpgsqlDataSource postgres, IEventPublisher events, ISessionEndings endings, IOptions<ClusterOptions> cluster, TimeProvider clock)
{
    // Session to its expiry. In a cluster other nodes end sessions too, so each request asks the database.
    private readonly Remembered<Guid, DateTimeOffset> live = new();

    public async ValueTask<bool> Has(Guid sessionId, CancellationToken cancellationToken)
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

    /// <summary>Deletes every session of the user but the one to keep; <see cref="Ended"/> wants the answer after the commit.</summary>
    public static Task<List<SessionEnded>> EndAllOf(
        NpgsqlTransaction transaction, Guid userId, Guid? except, CancellationToken cancellationToken) =>
        transaction.List<SessionEnded>(SessionSql.EndAllOf, new { userId, except }, cancellationToken);

    /// <summary>To be called after the commit that deleted them: they are dead when it returns.</summary>
    public void Ended(IReadOnlyList<SessionEnded> ended)
    {
        foreach (var session in ended)
            live.Forget(session.SessionId);
        events.Publish(ended);
        endings.Tell(ended);
    }
}
