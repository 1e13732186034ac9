using System.Collections.Concurrent;
using ChatFlow.Application.Channels;
using Microsoft.AspNetCore.SignalR;

namespace ChatFlow.WebApi.Realtime;

/// <summary>
/// What connections are subscribed to: when they come, when their user joins a channel or a workspace, and no longer when they
/// leave it. Each node sees to its own connections, and tells the others what changed. A word says whom to look at, the
/// memberships in the database decide: so it does not matter in which order words come, and from where.
/// </summary>
internal sealed class Subscriptions(IHubContext<ChatHub> hub, Connections connections, ISubscriptionStore store, OtherNodes others) : IDisposable
{
    /// <summary>Memberships are read and put into effect by one at a time: what was read last also comes last.</summary>
    private readonly SemaphoreSlim turn = new(1);

    /// <summary>
    /// The group's name of each channel and workspace that somebody here has come to: one for all connections, each of which would keep one of its own,
    /// some 100 bytes for each channel of its user.
    /// </summary>
    private readonly ConcurrentDictionary<Guid, string> names = new();

    public async Task Connected(Connection connection, CancellationToken cancellationToken)
    {
        var before = await GroupsOf(connection.UserId, cancellationToken);
        await Task.WhenAll(before.Append(Group.User(connection.UserId)).Select(group => Add(connection, group)));
        // A membership that ended in between was taken out of the groups before it was put in: asked again, it is seen.
        var after = await GroupsOf(connection.UserId, cancellationToken);
        await Task.WhenAll(before.Except(after).Select(group => Remove(connection, group)));
    }

    /// <summary>Lets a connection have a channel's pushes, whether its user is a member or not. Access is not asked here.</summary>
    public Task Follow(string connectionId, Guid channelId) =>
        connections.Find(connectionId) is { } connection ? Add(connection, Group.Channel(channelId)) : Task.CompletedTask;

    public async Task Unfollow(string connectionId, Guid channelId)
    {
        if (connections.Find(connectionId) is not { } connection)
            return;
        await WhileOpen(connection, hub.Groups.RemoveFromGroupAsync(connectionId, Group.Channel(channelId), connection.Closed));
        connection.Groups.TryUpdate(Group.Channel(channelId), newValue: false, comparisonValue: true);
    }

    /// <summary>Subscribes the user's connections, on every node, to a channel or workspace that they have just become a member of.</summary>
    public Task Joined(string group, Guid userId, CancellationToken cancellationToken) => Tell(new(Change.Joined, userId, [group]), cancellationToken);

    /// <summary>Takes the user's connections out of groups: those of this node before it returns, those of others soon after.</summary>
    public Task Left(IEnumerable<string> groups, Guid userId, CancellationToken cancellationToken) =>
        Tell(new(Change.Left, userId, [.. groups]), cancellationToken);

    /// <summary>Takes everybody's connections out of the groups of something that is no more.</summary>
    public Task Closed(IReadOnlyList<string> groups) => Tell(new(Change.Closed, Guid.Empty, groups), CancellationToken.None);

    /// <summary>Puts into effect, for the connections of this node, what has changed here or elsewhere.</summary>
    public async Task Apply(SubscriptionChange change, CancellationToken cancellationToken)
    {
        var concerned = change.Change == Change.Closed ? connections.All : connections.OfUser(change.UserId);
        // At once, and without asking anybody: they may not have the next push.
        if (change.Change != Change.Joined)
            await Task.WhenAll(concerned.SelectMany(connection => change.Groups.Where(connection.Groups.ContainsKey).Select(group => Remove(connection, group))));
        if (change.Change != Change.Closed)
            await Settle(change.UserId, change.Groups, cancellationToken);
    }

    /// <summary>Compares all connections of this node with the memberships, for words that were lost.</summary>
    public async Task Sweep(CancellationToken cancellationToken)
    {
        var open = connections.All.ToList();
        var due = (await store.Of(open.Select(connection => connection.UserId).ToHashSet(), cancellationToken))
            .ToLookup(subscription => subscription.UserId, GroupOf);
        var more = open.ToDictionary(connection => connection, connection => connection.InGroups.Except(due[connection.UserId].Append(Group.User(connection.UserId))).ToList());
        var followed = more.SelectMany(of => of.Value.Select(Group.ChannelOf).OfType<Guid>().Select(channel => new Following(of.Key.UserId, channel))).ToHashSet();
        var allowed = followed.Count == 0 ? [] : (await store.StillAllowed(followed, cancellationToken))
            .Select(following => (following.UserId, Group.Channel(following.ChannelId))).ToHashSet();
        foreach (var connection in open)
        {
            var wrong = more[connection].Where(group => !allowed.Contains((connection.UserId, group)))
                .Concat(due[connection.UserId].Where(group => !connection.Groups.ContainsKey(group))).ToList();
            if (wrong.Count > 0)
                await Settle(connection.UserId, wrong, cancellationToken);
        }
    }

    public void Dispose() => turn.Dispose();

    private Task Tell(SubscriptionChange change, CancellationToken cancellationToken)
    {
        others.Tell(change);
        return Apply(change, cancellationToken);
    }

    private async Task Settle(Guid userId, IReadOnlyList<string> groups, CancellationToken cancellationToken)
    {
        if (!connections.OfUser(userId).Any())
            return;
        await turn.WaitAsync(cancellationToken);
        try
        {
            var due = await GroupsOf(userId, cancellationToken);
            await Task.WhenAll(connections.OfUser(userId).SelectMany(connection =>
                groups.Select(group => due.Contains(group) ? Add(connection, group) : Remove(connection, group))));
        }
        finally
        {
            turn.Release();
        }
    }

    private async Task Add(Connection connection, string group)
    {
        await WhileOpen(connection, hub.Groups.AddToGroupAsync(connection.Id, group, connection.Closed));
        connection.Groups[group] = true;
    }

    private async Task Remove(Connection connection, string group)
    {
        await WhileOpen(connection, hub.Groups.RemoveFromGroupAsync(connection.Id, group, connection.Closed));
        connection.Groups.TryRemove(group, out _);
    }

    /// <summary>Not longer: in a cluster a connection that has just ended is looked for on the other nodes, for half a minute.</summary>
    private static async Task WhileOpen(Connection connection, Task change)
    {
        try
        {
            await change.WaitAsync(connection.Closed);
        }
        catch (OperationCanceledException) when (connection.Closed.IsCancellationRequested)
        {
            // Gone, and its groups with it.
        }
    }

    private async Task<HashSet<string>> GroupsOf(Guid userId, CancellationToken cancellationToken) =>
        (await store.Of([userId], cancellationToken)).Select(GroupOf).ToHashSet();

    private string GroupOf(Subscription subscription) => subscription.ChannelId is { } channel
        ? names.GetOrAdd(channel, Group.Channel) : names.GetOrAdd(subscription.WorkspaceId!.Value, Group.Workspace);
}
