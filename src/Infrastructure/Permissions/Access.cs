using ChatFlow.Application.Permissions;
using ChatFlow.Domain;
using ChatFlow.Domain.Channels;
using ChatFlow.Domain.Permissions;
using ChatFlow.Domain.Workspaces;
using ChatFlow.Infrastructure.Caching;
using ChatFlow.Infrastructure.Postgres;
using Dapper;
using Npgsql;

namespace ChatFlow.Infrastructure.Permissions;

/// <summary>Put together of three cached answers: what the channel is, the user's role in its workspace, and in the channel.</summary>
internal sealed class Access(NpgsqlDataSource postgres, Caches caches) : IAccess
{
    public async Task<ChannelAccess> ToChannel(Guid channelId, Guid userId, CancellationToken cancellationToken)
    {
        var channel = await caches.Channels.Get(channelId, LoadChannel, cancellationToken) ?? throw NoChannel();
        // Together: over a network it is one way there and back.
        var role = caches.Roles.Get((channel.WorkspaceId, userId), LoadRole, cancellationToken).AsTask();
        var membership = caches.Members.Get((channelId, userId), LoadMembership, cancellationToken).AsTask();
        await Task.WhenAll(role, membership);
        return new ChannelAccess(
            channelId, channel.WorkspaceId, userId, channel.Type, channel.Archived, (await role ?? throw NoChannel()).Role, (await membership)?.Role);
    }

    public async Task<ChannelAccess> ToMessage(Guid messageId, Guid userId, CancellationToken cancellationToken)
    {
        try
        {
            var channelId = await Find<Guid?>(AccessSql.ChannelOf, new { messageId }, cancellationToken) ?? throw new NotFoundException("The message");
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

    public async Task<WorkspaceRole> RoleIn(Guid workspaceId, Guid userId, CancellationToken cancellationToken) =>
        (await caches.Roles.Get((workspaceId, userId), LoadRole, cancellationToken) ?? throw new NotFoundException("The workspace")).Role;

    public ValueTask Forget(Guid channelId, Guid userId) => caches.Members.Forget((channelId, userId));

    public ValueTask ForgetChannel(Guid channelId) => caches.Channels.Forget(channelId);

    public ValueTask ForgetMember(Guid workspaceId, Guid userId) => caches.Roles.Forget((workspaceId, userId));

    public async ValueTask ForgetWorkspaces()
    {
        await caches.Roles.Clear();
        await caches.Channels.Clear();
    }

    private async Task<ChannelFacts?> LoadChannel(Guid channelId, CancellationToken cancellationToken) =>
        (await Find<ChannelFactsRow>(AccessSql.Channel, new { channelId }, cancellationToken))?.ToFacts();

    private async Task<InWorkspace?> LoadRole((Guid Workspace, Guid User) of, CancellationToken cancellationToken) =>
        await Find<string>(AccessSql.RoleIn, new { workspaceId = of.Workspace, userId = of.User }, cancellationToken) is { } role
            ? new InWorkspace(Enum.Parse<WorkspaceRole>(role, ignoreCase: true)) : null;

    private async Task<InChannel?> LoadMembership((Guid Channel, Guid User) of, CancellationToken cancellationToken) =>
        await Find<string>(AccessSql.RoleInChannel, new { channelId = of.Channel, userId = of.User }, cancellationToken) is { } role
            ? new InChannel(Enum.Parse<ChannelRole>(role, ignoreCase: true)) : null;

    private async Task<T?> Find<T>(string sql, object parameters, CancellationToken cancellationToken)
    {
        await using var connection = await postgres.OpenConnectionAsync(cancellationToken);
        return await connection.QuerySingleOrDefaultAsync<T>(new CommandDefinition(sql, parameters, cancellationToken: cancellationToken));
    }

    private static NotFoundException NoChannel() => new("The channel");
}

internal class ChannelFactsRow
{
    public Guid WorkspaceId { get; init; }
    public required string Type { get; init; }
    public bool Archived { get; init; }

    public ChannelFacts ToFacts() => new(WorkspaceId, Enum.Parse<ChannelType>(Type.Replace("_", ""), ignoreCase: true), Archived);
}

internal sealed class AccessRow : ChannelFactsRow
{
    public required string Role { get; init; }
    public string? Membership { get; init; }

    public ChannelAccess ToAccess(Guid channelId, Guid userId)
    {
        var channel = ToFacts();
        return new ChannelAccess(
            channelId, channel.WorkspaceId, userId, channel.Type, channel.Archived,
            Enum.Parse<WorkspaceRole>(Role, ignoreCase: true),
            Membership is { } role ? Enum.Parse<ChannelRole>(role, ignoreCase: true) : null);
    }
}

[Statements]
internal static class AccessSql
{
    public const string Channel = """
        SELECT c.workspace_id, c.type, c.archived_at IS NOT NULL AS archived FROM channels c WHERE c.id = @channelId AND c.deleted_at IS NULL
        """;

    // All of it at once, for whoever holds the channel's lock.
    public const string ToChannel = """
        SELECT c.workspace_id, c.type, c.archived_at IS NOT NULL AS archived, w.role, m.role AS membership
        FROM channels c
        JOIN workspaces s ON s.id = c.workspace_id AND s.deleted_at IS NULL
        JOIN workspace_members w ON w.workspace_id = c.workspace_id AND w.user_id = @userId AND w.status = 'active'
        LEFT JOIN channel_members m ON m.channel_id = c.id AND m.user_id = @userId
        WHERE c.id = @channelId AND c.deleted_at IS NULL
        """;

    public const string RoleInChannel = "SELECT role FROM channel_members WHERE channel_id = @channelId AND user_id = @userId";

    public const string ChannelOf = "SELECT channel_id FROM messages WHERE id = @messageId";

    public const string RoleIn = """
        SELECT w.role
        FROM workspace_members w JOIN workspaces s ON s.id = w.workspace_id AND s.deleted_at IS NULL
        WHERE w.workspace_id = @workspaceId AND w.user_id = @userId AND w.status = 'active'
        """;
}
