using ChatFlow.Application.Audit;
using ChatFlow.Application.Sessions;
using ChatFlow.Domain.Sessions;
using ChatFlow.Infrastructure.Audit;
using ChatFlow.Infrastructure.Postgres;
using ChatFlow.Infrastructure.Users;
using Dapper;
using Npgsql;

namespace ChatFlow.Infrastructure.Sessions;

internal sealed class SessionStore(NpgsqlDataSource postgres, LiveSessions live, TimeProvider clock) : ISessionStore
{
    public async Task Add(Session session, byte[] refreshHash, CancellationToken cancellationToken)
    {
        await using var connection = await postgres.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        if (await transaction.Find<Guid?>(UserSql.Lock, new { session.UserId }, cancellationToken) is null)
            throw AuditWriting.Erased();
        await transaction.Execute(
            SessionSql.Add,
            new { session.Id, session.UserId, session.CsrfHash, session.CreatedAt, session.ExpiresAt, session.Address, session.UserAgent, refreshHash },
            cancellationToken);
        var from = new Origin(session.Address, session.UserAgent);
        await transaction.Log(new AccountEntry(session.UserId, AuditAction.LoggedIn, from, session.Id), clock, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
    }

    public ValueTask<bool> IsLive(Guid sessionId, CancellationToken cancellationToken) => live.Has(sessionId, cancellationToken);

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

    public async Task<bool> End(Guid userId, Guid sessionId, AuditAction @as, Origin from, CancellationToken cancellationToken)
    {
        await using var connection = await postgres.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        var ended = await transaction.List<SessionEnded>(SessionSql.End, new { userId, sessionId }, cancellationToken);
        if (ended.Count == 0)
            return false;
        await transaction.Log(new AccountEntry(userId, @as, from, sessionId), clock, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        await live.Ended(ended);
        return true;
    }
}
