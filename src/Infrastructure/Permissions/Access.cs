using ChatFlow.Application.Permissions;
using ChatFlow.Domain;
using ChatFlow.Domain.Channels;
using ChatFlow.Domain.Permissions;
using ChatFlow.Domain.Workspaces;
using ChatFlow.Infrastructure.Postgres;
using ChatFlow.Infrastructure.Redis;
using ChatFlow.Infrastructure.Remembering;
using Dapper;
using Microsoft.Extensions.Options;
using Npgsql;

namespace ChatFlow.Infrastructure.Permissions;

/// <summary>
/// Remembers what users may do in channels. On a node alone every change of a membership passes through this process,
/// so forgetting is exact; in a cluster other nodes change memberships too, so nothing is remembered.
/// </summary>
internal sealed class Access(NpgsqlDataSource postgres, IOptions<ClusterOptions> cluster) : IAccess
{
    private readonly Remembered<(Guid Channel, Guid User), ChannelAccess> remembered = new();

    public async Task<ChannelAccess> ToChannel(Guid channelId, Guid userId, CancellationToken cancellationToken)
    {
        if (remembered.TryGet((channelId, userId), out var known))
            return known;

        var mark = remembered.Mark();
        await using var connection = await postgres.OpenConnectionAsync(cancellationToken);
        var row = await connection.QuerySingleOrDefaultAsync<AccessRow>(
            new CommandDefinition(AccessSql.ToChannel, new { channelId, userId }, cancellationToken: cancellationToken))
            ?? throw new NotFoundException("The channel");
        var access = row.ToAccess(channelId, userId);
        if (!cluster.Value.Enabled)
            remembered.Keep((channelId, userId), access, mark);
        return access;
    }

    public async Task<ChannelAccess> ToMessage(Guid messageId, Guid userId, CancellationToken cancellationToken)
    {
        try
        {
            var channelId = await ChannelOf(messageId, cancellationToken) ?? throw new NotFoundException("The message");
            var access = await ToChannel(channelId, userId, cancellationToken);
            access.Demand(Permission.ReadChannel);
            return access;
        }
        catch (NotFoundException)
        {
            // In the words of what was asked for: that there is such a channel is not to be known either.
            throw new NotFoundException("The message");
        }
    }

    private async Task<Guid?> ChannelOf(Guid messageId, CancellationToken cancellationToken)
    {
        await using var connection = await postgres.OpenConnectionAsync(cancellationToken);
        return await connection.QuerySingleOrDefaultAsync<Guid?>(
            new CommandDefinition(AccessSql.ChannelOf, new { messageId }, cancellationToken: cancellationToken));
    }

    public async Task<WorkspaceRole> RoleIn(Guid workspaceId, Guid userId, CancellationToken cancellationToken)
    {
        await using var connection = await postgres.OpenConnectionAsync(cancellationToken);
        var role = await connection.QuerySingleOrDefaultAsync<string>(
            new CommandDefinition(AccessSql.RoleIn, new { workspaceId, userId }, cancellationToken: cancellationToken))
            ?? throw new NotFoundException("The workspace");
        return Enum.Parse<WorkspaceRole>(role, ignoreCase: true);
    }

    public void Forget(Guid channelId, Guid userId) => remembered.Forget((channelId, userId));

    public void ForgetChannel(Guid channelId) => remembered.Forget((key, _) => key.Channel == channelId);

    public void ForgetMember(Guid workspaceId, Guid userId) =>
        remembered.Forget((key, access) => key.User == userId && access.WorkspaceId == workspaceId);

    public void ForgetWorkspace(Guid workspaceId) => remembered.Forget((_, access) => access.WorkspaceId == workspaceId);
}

internal sealed class AccessRow
{
    public Guid WorkspaceId { get; init; }
    public required string Type { get; init; }
    public bool Archived { get; init; }
    public required string Role { get; init; }
    public string? Membership { get; init; }

    public ChannelAccess ToAccess(Guid channelId, Guid userId) => new(
        channelId, WorkspaceId, userId, Enum.Parse<ChannelType>(Type.Replace("_", ""), ignoreCase: true), Archived,
        Enum.Parse<WorkspaceRole>(Role, ignoreCase: true),
        Membership is { } role ? Enum.Parse<ChannelRole>(role, ignoreCase: true) : null);
}

[Statements]
internal static class AccessSql
{
    public const string ToChannel = """
        SELECT c.workspace_id, c.type, c.archived_at IS NOT NULL AS archived, w.role, m.role AS membership
        FROM channels c
        JOIN workspaces s ON s.id = c.workspace_id AND s.deleted_at IS NULL
        JOIN workspace_members w ON w.workspace_id = c.workspace_id AND w.user_id = @userId AND w.status = 'active'
        LEFT JOIN channel_members m ON m.channel_id = c.id AND m.user_id = @userId
        WHERE c.id = @channelId AND c.deleted_at IS NULL
        """;

    public const string ChannelOf = "SELECT channel_id FROM messages WHERE id = @messageId";

    public const string RoleIn = """
        SELECT w.role
        FROM workspace_members w JOIN workspaces s ON s.id = w.workspace_id AND s.deleted_at IS NULL
        WHERE w.workspace_id = @workspaceId AND w.user_id = @userId AND w.status = 'active'
        """;
}
