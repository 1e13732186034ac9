namespace ChatFlow.Chaos.Tests;

/// <summary>A message that its sender holds as acknowledged, and what the sender did to it.</summary>
internal sealed class MyMessage(Guid channelId, Guid id, long seq, string content)
{
    public Guid ChannelId { get; } = channelId;
    public Guid Id { get; } = id;
    public long Seq { get; } = seq;

    /// <summary>As it was sent, or as the last edit that was acknowledged left it.</summary>
    public string Content { get; set; } = content;

    /// <summary>Contents of edits that were not answered: each may have been done, sooner or later.</summary>
    public HashSet<string> Perhaps { get; } = [];
    public bool MayBeDeleted { get; set; }
    public bool IsDeleted { get; set; }
}

/// <summary>What a client can tell afterwards of what it was told.</summary>
internal sealed class Records
{
    /// <summary>Acknowledged messages by client_message_id.</summary>
    public Dictionary<Guid, MyMessage> Sent { get; } = [];

    /// <summary>client_message_ids of which the client never learnt what became of them, and that it asks about no more.</summary>
    public HashSet<Guid> GivenUp { get; } = [];

    /// <summary>By channel the furthest that the own read marker is known to have been.</summary>
    public Dictionary<Guid, long> Marked { get; } = [];

    /// <summary>By message and emoji whether the own reaction is there; null where an answer is missing.</summary>
    public Dictionary<(Guid Message, string Emoji), bool?> Reactions { get; } = [];

    public void Mark(Guid channel, long seq) => Marked[channel] = Math.Max(Marked.GetValueOrDefault(channel), seq);
}
