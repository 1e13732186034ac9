using ChatFlow.Application.Channels;
using Microsoft.AspNetCore.SignalR;

namespace ChatFlow.WebApi.Realtime;

/// <summary>What connections are subscribed to: when they come, and when their user joins a channel.</summary>
internal sealed class Subscriptions(IHubContext<ChatHub> hub, Connections connections, IChannelStore channels)
{
    public async Task Connected(string connectionId, Guid userId, CancellationToken cancellationToken)
    {
        var of = await channels.SubscriptionsOf(userId, cancellationToken);
        string[] groups = [
            Group.User(userId), .. of.WorkspaceIds.Select(Group.Workspace), .. of.ChannelIds.Select(Group.Channel)];
        await Task.WhenAll(groups.Select(group => hub.Groups.AddToGroupAsync(connectionId, group, cancellationToken)));
    }

    /// <summary>Subscribes the user's connections to a channel that they have just become a member of.</summary>
    public Task Joined(Guid channelId, Guid userId, CancellationToken cancellationToken) => Task.WhenAll(connections.OfUser(userId)
        .Select(connection => hub.Groups.AddToGroupAsync(connection.Id, Group.Channel(channelId), cancellationToken)));
}
