namespace ChatFlow.Chaos.Tests;

/// <summary>The promise of the contract, asked of the tables and of what each client holds and was told. Nothing is found where all holds.</summary>
internal static class Verdict
{
    /// <param name="others">client_message_ids of whoever else has sent.</param>
    public static List<string> Find(Tables tables, IReadOnlyList<ChaosClient> clients, IEnumerable<Guid>? others = null) =>
    [
        .. LogHasNoGaps(tables), .. CountsAreRight(tables), .. ReactionsAreThoseOfTheLog(tables), .. NothingIsTwice(tables, [.. clients.SelectMany(client => client.Records.Sent.Keys.Concat(client.Records.GivenUp)), .. others ?? []]),
        .. clients.SelectMany(client => AcknowledgedIsKept(tables, client)), .. clients.SelectMany(client => ChangesAreKept(tables, client)),
        .. clients.SelectMany(client => MarkersDoNotGoBack(tables, client)), .. clients.SelectMany(client => HoldsTheLog(tables, client)),
    ];

    private static IEnumerable<string> LogHasNoGaps(Tables tables) =>
        from channel in tables.Log
        from found in channel.Value.Index()
        where found.Item.Seq != found.Index + 1
        // What follows a gap is behind it as well.
        group found by channel.Key into gaps
        let first = gaps.First()
        select $"The log of {gaps.Key} has {first.Item.Seq} where {first.Index + 1} should be ({first.Item.Event}).";

    private static IEnumerable<string> CountsAreRight(Tables tables)
    {
        var messages = tables.Messages.CountBy(message => message.ChannelId).ToDictionary();
        foreach (var (id, channel) in tables.Channels)
        {
            var last = tables.Log[id].Count == 0 ? 0 : tables.Log[id][^1].Seq;
            if (channel.LastSeq != last)
                yield return $"Channel {id} says that its last seq is {channel.LastSeq}; it is {last}.";
            if (channel.MessageCount != messages.GetValueOrDefault(id) || channel.RootCount != channel.MessageCount)
                yield return $"Channel {id} says that it has {channel.MessageCount} messages, {channel.RootCount} of them roots; it has {messages.GetValueOrDefault(id)}, all roots.";
        }
        foreach (var ((channel, user), marker) in tables.Markers.Where(marker => marker.Value > tables.Channels[marker.Key.Channel].LastSeq))
            yield return $"{user} has read to {marker} in {channel}, which goes to {tables.Channels[channel].LastSeq}.";
    }

    private static IEnumerable<string> ReactionsAreThoseOfTheLog(Tables tables)
    {
        HashSet<(Guid, string, Guid)> there = [];
        foreach (var happened in tables.Log.Values.SelectMany(log => log).Select(entry => entry.Event.Split(' ')))
        {
            if (happened is ["reaction:added", var on, var with, var by] && !there.Add((Guid.Parse(on), with, Guid.Parse(by))))
                yield return $"{by} added {with} to {on} twice.";
            else if (happened is ["reaction:removed", var off, var what, var who] && !there.Remove((Guid.Parse(off), what, Guid.Parse(who))))
                yield return $"{who} removed {what} from {off}, where it was not.";
            else if (happened is ["message:deleted", var deleted])
                there.RemoveWhere(reaction => reaction.Item1 == Guid.Parse(deleted));
        }
        if (!there.SetEquals(tables.Reactions))
            yield return $"The log leaves {there.Count} reactions, the table has {tables.Reactions.Count}.";
    }

    private static IEnumerable<string> NothingIsTwice(Tables tables, HashSet<Guid> wanted)
    {
        foreach (var message in tables.Messages.Where(message => message.ClientMessageId is not { } id || !wanted.Contains(id)))
            yield return $"Message {message.Id} ({message.ClientMessageId}) was sent by nobody.";
        foreach (var twice in tables.Messages.GroupBy(message => message.ClientMessageId).Where(same => same.Count() > 1))
            yield return $"{twice.Key} is in the log {twice.Count()} times: {string.Join(", ", twice.Select(message => message.Seq))}.";
    }

    private static IEnumerable<string> AcknowledgedIsKept(Tables tables, ChaosClient client)
    {
        var stored = Stored(tables, client);
        foreach (var (clientMessageId, sent) in client.Records.Sent)
        {
            if (!stored.TryGetValue(sent.Id, out var message))
                yield return $"{clientMessageId} was acknowledged as {sent.Id}, seq {sent.Seq}, and is lost.";
            else if ((message.ClientMessageId, message.ChannelId, message.Seq) != (clientMessageId, sent.ChannelId, sent.Seq))
                yield return $"{clientMessageId} was acknowledged as {sent.Id}, seq {sent.Seq} of {sent.ChannelId}; it is {message}.";
        }
    }

    private static IEnumerable<string> ChangesAreKept(Tables tables, ChaosClient client)
    {
        var stored = Stored(tables, client);
        foreach (var sent in client.Records.Sent.Values.Where(sent => stored.ContainsKey(sent.Id)))
        {
            var message = stored[sent.Id];
            if (message.IsDeleted ? !sent.MayBeDeleted : sent.IsDeleted)
                yield return $"Message {sent.Id} is {(message.IsDeleted ? "deleted, which its sender never asked for" : "there, and its deletion was acknowledged")}.";
            if (message.Content != (message.IsDeleted ? "" : sent.Content) && !sent.Perhaps.Contains(message.Content))
                yield return $"Message {sent.Id} says '{message.Content}'; acknowledged was '{sent.Content}'.";
        }
        var deleted = tables.Messages.Where(message => message.IsDeleted).Select(message => message.Id).ToHashSet();
        foreach (var ((on, emoji), isThere) in client.Records.Reactions.Where(reaction => reaction.Value is not null && !deleted.Contains(reaction.Key.Message)))
            if (tables.Reactions.Contains((on, emoji, client.Me.Id)) != isThere)
                yield return $"The reaction {emoji} of {client.Me.Id} to {on} is {(isThere == true ? "not there, and was acknowledged" : "there, and its end was acknowledged")}.";
    }

    private static IEnumerable<string> MarkersDoNotGoBack(Tables tables, ChaosClient client) =>
        from marked in client.Records.Marked
        let marker = tables.Markers[(marked.Key, client.Me.Id)]
        where marker < marked.Value
        select $"The read marker of {client.Me.Id} in {marked.Key} was at {marked.Value} and is at {marker}.";

    private static IEnumerable<string> HoldsTheLog(Tables tables, ChaosClient client)
    {
        foreach (var channel in client.Me.Channels)
        {
            var (held, log) = (client[channel].Log, tables.Log[channel].ConvertAll(entry => entry.Event));
            var same = held.Zip(log).TakeWhile(pair => pair.First == pair.Second).Count();
            if (same < Math.Max(held.Count, log.Count))
            {
                yield return $"{client.Me.Id} holds {held.Count} events of {channel}, the log has {log.Count}; at {same + 1} it has "
                    + $"'{held.ElementAtOrDefault(same)}', the log '{log.ElementAtOrDefault(same)}'.";
                continue;
            }
            foreach (var message in tables.Messages.Where(message => message.ChannelId == channel && client[channel].Texts[message.Id] != message.Content).Take(1))
                yield return $"{client.Me.Id} shows '{client[channel].Texts[message.Id]}' for {message.Id}, which says '{message.Content}'.";
        }
    }

    private static Dictionary<Guid, StoredMessage> Stored(Tables tables, ChaosClient client) =>
        tables.Messages.Where(message => message.UserId == client.Me.Id).ToDictionary(message => message.Id);
}
