using ChatFlow.Application.Permissions;
using ChatFlow.Application.Pipeline;
using ChatFlow.Domain.Channels;
using ChatFlow.Domain.Workspaces;
using ChatFlow.Infrastructure.Postgres;
using Npgsql;

namespace ChatFlow.Infrastructure.Workspaces;

/// <summary>Somebody's end as a member of workspaces and of all their channels, and what there is to tell of it after the commit.</summary>
internal sealed class Departure
{
    private readonly Guid userId;
    private readonly Guid[] workspaceIds;
    private readonly List<LeftRow> left;
    private readonly ILookup<Guid, Guid> channels;

    private Departure(Guid userId, Guid[] workspaceIds, List<LeftRow> left, ILookup<Guid, Guid> channels) =>
        (this.userId, this.workspaceIds, this.left, this.channels) = (userId, workspaceIds, left, channels);

    /// <summary>The transaction holds the locks of the workspaces. All members' rows are taken before any channel, as everybody does.</summary>
    /// <param name="status">What becomes of the memberships: left or removed.</param>
    public static async Task<Departure> Of(
        NpgsqlTransaction transaction, Guid userId, Guid[] workspaceIds, string status, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var of = new { workspaceIds, userId, status, now };
        await transaction.Execute(MemberSql.End, of, cancellationToken);
        var locked = await transaction.List<Guid>(MemberSql.LockChannels, of, cancellationToken);
        var left = await transaction.List<LeftRow>(MemberSql.LeaveChannels, new { userId, locked = locked.ToArray(), now }, cancellationToken);
        var channels = await transaction.List<ChannelRow>(MemberSql.ChannelsOf, of, cancellationToken);
        return new Departure(userId, workspaceIds, left, channels.ToLookup(row => row.WorkspaceId, row => row.Id));
    }

    /// <summary>To be called after the commit.</summary>
    public async Task Tell(IAccess access, IEventPublisher events)
    {
        foreach (var workspaceId in workspaceIds)
            await access.ForgetMember(workspaceId, userId);
        foreach (var row in left)
            await access.Forget(row.ChannelId, userId);
        // The workspaces first: connections are out of every channel before anything more is said there.
        events.Publish([
            .. workspaceIds.Select(id => new WorkspaceMemberLeft(id, userId, channels[id].ToList())),
            .. left.Select(row => row.ToEvent(userId))]);
    }

    private sealed class ChannelRow
    {
        public Guid WorkspaceId { get; init; }
        public Guid Id { get; init; }
    }

    private sealed class LeftRow
    {
        public Guid ChannelId { get; init; }
        public long Seq { get; init; }
        public required string Role { get; init; }

        public MemberLeft ToEvent(Guid userId) => new(ChannelId, userId, Enum.Parse<ChannelRole>(Role, ignoreCase: true), Seq);
    }
}
