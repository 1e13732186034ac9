using ChatFlow.Application.Audit;
using ChatFlow.Application.Channels;
using ChatFlow.Application.Permissions;
using ChatFlow.Application.Pipeline;
using ChatFlow.Domain;
using ChatFlow.Domain.Channels;
using ChatFlow.Domain.Notifications;
using ChatFlow.Domain.Permissions;
using ChatFlow.Infrastructure.Audit;
using ChatFlow.Infrastructure.Postgres;
using Dapper;
using Npgsql;

namespace ChatFlow.Infrastructure.Channels;

internal sealed class ChannelMemberStore(NpgsqlDataSource postgres, IEventPublisher events, IAccess access, TimeProvider clock)
    : IChannelMemberStore
{
    public async Task<Joined> Add(Guid channelId, Guid userId, ChannelRole? role, AuditEntry audit, CancellationToken cancellationToken)
    {
        var (held, isChanged) = await Admit(channelId, userId, role, audit, cancellationToken);
        var member = await Get(channelId, userId, cancellationToken);
        return isChanged ? new Joined(member with { PreviousRole = NameOf(held) }, IsNew: held is null) : new Joined(member, IsNew: false);
    }

    /// <returns>The role that they had, and whether they have another one now.</returns>
    private async Task<(ChannelRole? Held, bool IsChanged)> Admit(
        Guid channelId, Guid userId, ChannelRole? role, AuditEntry audit, CancellationToken cancellationToken)
    {
        await using var connection = await postgres.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        if (await transaction.Find<Guid?>(ChannelSql.HoldMember, new { workspaceId = audit.WorkspaceId, userId }, cancellationToken) is null)
            throw new NotFoundException("The user");
        var channel = await LockedChannel.Take(transaction, channelId, audit.ActorId, cancellationToken);
        var held = await RoleOf(transaction, channelId, userId, cancellationToken);
        var given = channel.Access.Admit(userId, held, role);
        if (given == held)
            return (held, false);

        var (now, isNew) = (clock.Now(), held is null);
        await transaction.Execute(
            isNew ? ChannelMemberSql.Add : ChannelMemberSql.SetRole, new { channelId, userId, role = WireName.Of(given), now }, cancellationToken);
        var details = new Dictionary<string, object?> { ["role"] = WireName.Of(given), ["previous_role"] = NameOf(held) };
        var seq = await channel.Tell(EventTypes.MemberJoined, userId, details, now, cancellationToken);
        var entry = audit with
        {
            Action = isNew ? AuditAction.ChannelMemberAdded : AuditAction.ChannelRoleChanged,
            Before = isNew ? null : Entry(userId, held),
            After = Entry(userId, given),
        };
        await transaction.Log(entry, clock, cancellationToken);
        // Whoever is brought in by somebody else learns of it.
        var told = isNew && userId != audit.ActorId
            ? await transaction.Find<Notified>(ChannelMemberSql.TellOfJoining, new { channelId, userId, audit.ActorId, now }, cancellationToken) : null;
        await transaction.CommitAsync(cancellationToken);

        await access.Forget(channelId, userId);
        events.Publish([new MemberJoined(channelId, userId, given, held, seq), .. told is null ? [] : new[] { told }]);
        return (held, true);
    }

    public async Task Remove(Guid channelId, Guid userId, AuditEntry audit, CancellationToken cancellationToken)
    {
        await using var connection = await postgres.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        var channel = await LockedChannel.Take(transaction, channelId, audit.ActorId, cancellationToken);
        channel.Access.Demand(Permission.ManageChannelMembers);
        await End(transaction, channel, userId, audit, cancellationToken);
    }

    public async Task Leave(Guid channelId, AuditEntry audit, CancellationToken cancellationToken)
    {
        await using var connection = await postgres.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        var channel = await LockedChannel.Take(transaction, channelId, audit.ActorId, cancellationToken);
        channel.Access.Demand(Permission.LeaveChannel);
        await End(transaction, channel, audit.ActorId, audit, cancellationToken);
    }

    public async Task<ChannelMemberDto> Get(Guid channelId, Guid userId, CancellationToken cancellationToken)
    {
        await using var connection = await postgres.OpenConnectionAsync(cancellationToken);
        var row = await connection.QuerySingleOrDefaultAsync<ChannelMemberRow>(
            new CommandDefinition(ChannelMemberSql.Get, new { channelId, userId }, cancellationToken: cancellationToken));
        return (row ?? throw NoMember()).ToDto();
    }

    public async Task<ChannelMemberPage> List(Guid channelId, string? search, int page, int limit, CancellationToken cancellationToken)
    {
        await using var connection = await postgres.OpenConnectionAsync(cancellationToken);
        await using var both = await connection.QueryMultipleAsync(new CommandDefinition(
            $"{ChannelMemberSql.Count}; {ChannelMemberSql.List}",
            new { channelId, search, limit, skip = (long)(page - 1) * limit },
            cancellationToken: cancellationToken));
        var total = await both.ReadSingleAsync<long>();
        return new ChannelMemberPage((await both.ReadAsync<ListedChannelMemberRow>()).Select(row => row.ToListed()).ToList(), page, limit, total);
    }

    public async Task<IReadOnlyList<Guid>> IdsOf(Guid channelId, CancellationToken cancellationToken)
    {
        await using var connection = await postgres.OpenConnectionAsync(cancellationToken);
        return (await connection.QueryAsync<Guid>(
            new CommandDefinition(ChannelMemberSql.Ids, new { channelId }, cancellationToken: cancellationToken))).AsList();
    }

    private async Task End(
        NpgsqlTransaction transaction, LockedChannel channel, Guid userId, AuditEntry audit, CancellationToken cancellationToken)
    {
        var channelId = channel.Access.ChannelId;
        var role = await RoleOf(transaction, channelId, userId, cancellationToken) ?? throw NoMember();
        await transaction.Execute(ChannelMemberSql.Remove, new { channelId, userId }, cancellationToken);
        var details = new Dictionary<string, object?> { ["role"] = WireName.Of(role) };
        var seq = await channel.Tell(EventTypes.MemberLeft, userId, details, clock.Now(), cancellationToken);
        await transaction.Log(audit with { Before = Entry(userId, role) }, clock, cancellationToken);
        await transaction.CommitAsync(cancellationToken);

        await access.Forget(channelId, userId);
        events.Publish([new MemberLeft(channelId, userId, role, seq)]);
    }

    private static async Task<ChannelRole?> RoleOf(
        NpgsqlTransaction transaction, Guid channelId, Guid userId, CancellationToken cancellationToken) =>
        await transaction.Find<string>(ChannelMemberSql.Role, new { channelId, userId }, cancellationToken) is { } role
            ? Enum.Parse<ChannelRole>(role, ignoreCase: true) : null;

    private static Dictionary<string, object?> Entry(Guid userId, ChannelRole? role) => new() { ["user_id"] = userId, ["role"] = NameOf(role) };

    private static string? NameOf(ChannelRole? role) => role is { } known ? WireName.Of(known) : null;

    private static NotFoundException NoMember() => new("The member");
}
