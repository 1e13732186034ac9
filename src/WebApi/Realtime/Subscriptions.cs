using ChatFlow.Application.Channels;
using Microsoft.AspNetCore.SignalR;

namespace ChatFlow.WebApi.Realtime;

/// <summary>
/// What connections are subscribed to: when they come, when their user joins a channel or a workspace, and no longer when they
/// leave it. Of this node's connections; see docs/decisions/0008-workspaces-and-members.md for a cluster.
/// </summary>
internal sealed class Subscriptions(IHubContext<ChatHub> hub, Connections connections, IChannelStore channels)
{
    public async Task Connected(string connectionId, Guid userId, CancellationToken cancellationToken)
    {
        var before = await GroupsOf(userId, cancellationToken);
        await Task.WhenAll(before.Select(group => hub.Groups.AddToGroupAsync(connectionId, group, cancellationToken)));
        // A membership that ended in between was taken out of the groups before it was put in: asked again, it is seen.
        var after = await GroupsOf(userId, cancellationToken);
        await Task.WhenAll(before.Except(after).Select(group => hub.Groups.RemoveFromGroupAsync(connectionId, group, cancellationToken)));
    }

    /// <summary>Subscribes the user's connections to a channel or workspace that they have just become a member of.</summary>
    public Task Joined(string group, Guid userId, CancellationToken cancellationToken) => Task.WhenAll(connections.OfUser(userId)
        .Select(connection => hub.Groups.AddToGroupAsync(connection.Id, group, cancellationToken)));

    /// <summary>Takes the user's connections out of groups; done when it returns.</summary>
    public Task Left(IEnumerable<string> groups, Guid userId, CancellationToken cancellationToken) => Task.WhenAll(
        from connection in connections.OfUser(userId)
        from @group in groups
        select hub.Groups.RemoveFromGroupAsync(connection.Id, @group, cancellationToken));

    /// <summary>Takes everybody out of a group in which nothing is said any more.</summary>
    public Task Closed(string group, CancellationToken cancellationToken) => Task.WhenAll(
        connections.All.Select(connection => hub.Groups.RemoveFromGroupAsync(connection.Id, group, cancellationToken)));

    private async Task<List<string>> GroupsOf(Guid userId, CancellationToken cancellationToken)
    {
        var of = await channels.SubscriptionsOf(userId, cancellationToken);
        return [Group.User(userId), .. of.WorkspaceIds.Select(Group.Workspace), .. of.ChannelIds.Select(Group.Channel)];
    }
}
