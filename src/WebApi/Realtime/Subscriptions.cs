using System.Collections.Concurrent;
using ChatFlow.Application.Channels;
using Microsoft.AspNetCore.SignalR;

namespace ChatFlow.WebApi.Realtime;

/// <summary>Which connections of this node belong to whom, and what they are subscribed to when they come and when their user joins a channel.</summary>
internal sealed class Subscriptions(IHubContext<ChatHub> hub, IChannelStore channels)
{
    private readonly ConcurrentDictionary<(Guid User, string Connection), byte> connections = new();

    public async Task Connected(string connectionId, Guid userId, CancellationToken cancellationToken)
    {
        // Known before the memberships are read: a channel joined meanwhile is then added by one side or the other.
        connections[(userId, connectionId)] = 0;
        var of = await channels.SubscriptionsOf(userId, cancellationToken);
        string[] groups = [
            Group.User(userId), .. of.WorkspaceIds.Select(Group.Workspace), .. of.ChannelIds.Select(Group.Channel)];
        await Task.WhenAll(groups.Select(group => hub.Groups.AddToGroupAsync(connectionId, group, cancellationToken)));
    }

    public void Disconnected(string connectionId, Guid userId) => connections.TryRemove((userId, connectionId), out _);

    /// <summary>Subscribes the user's connections to a channel that they have just become a member of.</summary>
    public Task Joined(Guid channelId, Guid userId, CancellationToken cancellationToken) => Task.WhenAll(connections.Keys
        .Where(key => key.User == userId)
        .Select(key => hub.Groups.AddToGroupAsync(key.Connection, Group.Channel(channelId), cancellationToken)));
}
