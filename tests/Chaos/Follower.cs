using System.Text.Json;

namespace ChatFlow.Chaos.Tests;

/// <summary>
/// What a client holds of one channel: events in the order of their seq and without gaps. What comes too early waits, what comes twice is
/// dropped: that is all a client needs to be able to prove that it has everything.
/// </summary>
internal sealed class Follower
{
    private readonly SortedDictionary<long, (string Event, JsonElement Payload)> early = [];
    private readonly Dictionary<Guid, string> texts = [];

    /// <summary>"type message id" of event 1, 2, 3…</summary>
    public List<string> Log { get; } = [];

    /// <summary>What each message says at the end of the log, by its id; nothing when it is deleted.</summary>
    public IReadOnlyDictionary<Guid, string> Texts => texts;

    /// <summary>The message that came last, to react to.</summary>
    public Guid? Newest { get; private set; }

    /// <summary>How far the channel goes, as far as is known here.</summary>
    public long Head { get; private set; }

    public bool IsBehind => Log.Count < Head;

    public void Hear(long head) => Head = Math.Max(Head, head);

    public void Take(long seq, string type, JsonElement payload)
    {
        Hear(seq);
        if (seq > Log.Count)
            early[seq] = (Describe(type, payload), payload);
        while (early.Remove(Log.Count + 1, out var next))
        {
            // The clients are in one process and hold the same: so it is there once.
            Log.Add(string.Intern(next.Event));
            Apply(next.Event, next.Payload);
        }
        foreach (var known in early.Keys.TakeWhile(key => key <= Log.Count).ToList())
            early.Remove(known);
    }

    public static string Describe(string type, JsonElement payload)
    {
        var id = type is "message:received" or "message:edited" ? payload.GetProperty("id") : payload.TryGetProperty("message_id", out var about) ? about : default;
        var emoji = payload.TryGetProperty("emoji", out var reaction) ? $" {reaction.GetString()} {payload.GetProperty("user_id").GetString()}" : "";
        return id.ValueKind == JsonValueKind.String ? $"{type} {id.GetString()}{emoji}" : type;
    }

    private void Apply(string happened, JsonElement payload)
    {
        if (happened.StartsWith("message:received", StringComparison.Ordinal) || happened.StartsWith("message:edited", StringComparison.Ordinal))
        {
            Newest = payload.GetProperty("id").GetGuid();
            texts[Newest.Value] = string.Intern(payload.GetProperty("content").GetString()!);
        }
        else if (happened.StartsWith("message:deleted", StringComparison.Ordinal))
            texts[payload.GetProperty("message_id").GetGuid()] = "";
    }
}
