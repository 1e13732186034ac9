using ChatFlow.Application.Channels;
using ChatFlow.Infrastructure.Postgres;
using Dapper;
using Npgsql;

namespace ChatFlow.Infrastructure.Channels;

internal sealed class SubscriptionStore(NpgsqlDataSource postgres) : ISubscriptionStore
{
    public async Task<IReadOnlyList<Subscription>> Of(IReadOnlyCollection<Guid> userIds, CancellationToken cancellationToken)
    {
        await using var connection = await postgres.OpenConnectionAsync(cancellationToken);
        return (await connection.QueryAsync<Subscription>(new CommandDefinition(
            SubscriptionSql.Of, new { userIds = userIds.ToArray() }, cancellationToken: cancellationToken))).AsList();
    }

    public async Task<IReadOnlyList<Following>> StillAllowed(IReadOnlyCollection<Following> followed, CancellationToken cancellationToken)
    {
        await using var connection = await postgres.OpenConnectionAsync(cancellationToken);
        var pairs = new { userIds = followed.Select(f => f.UserId).ToArray(), channelIds = followed.Select(f => f.ChannelId).ToArray() };
        return (await connection.QueryAsync<Following>(
            new CommandDefinition(SubscriptionSql.StillAllowed, pairs, cancellationToken: cancellationToken))).AsList();
    }
}

[Statements]
internal static class SubscriptionSql
{
    // workspace_members_user, channel_members_user
    public const string Of = """
        SELECT w.user_id, w.workspace_id, NULL::uuid AS channel_id
        FROM workspace_members w JOIN workspaces s ON s.id = w.workspace_id AND s.deleted_at IS NULL
        WHERE w.user_id = ANY(@userIds) AND w.status = 'active'
        UNION ALL
        SELECT m.user_id, NULL, m.channel_id
        FROM channel_members m
        JOIN channels c ON c.id = m.channel_id AND c.deleted_at IS NULL
        JOIN workspaces s ON s.id = c.workspace_id AND s.deleted_at IS NULL
        JOIN workspace_members w ON w.workspace_id = c.workspace_id AND w.user_id = m.user_id AND w.status = 'active'
        WHERE m.user_id = ANY(@userIds)
        """;

    public const string StillAllowed = """
        SELECT f.user_id, f.channel_id
        FROM unnest(@userIds::uuid[], @channelIds::uuid[]) AS f(user_id, channel_id)
        JOIN channels c ON c.id = f.channel_id AND c.deleted_at IS NULL AND c.type = 'public'
        JOIN workspaces s ON s.id = c.workspace_id AND s.deleted_at IS NULL
        JOIN workspace_members w ON w.workspace_id = c.workspace_id AND w.user_id = f.user_id AND w.status = 'active'
        """;
}
