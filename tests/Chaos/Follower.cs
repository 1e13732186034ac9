using System.Text.Json;

namespace ChatFlow.Chaos.Tests;

/// <summary>
/// What a client holds of one channel: events in the order of their seq and without gaps. What comes too early waits, what comes twice is
/// dropped: that is all a client needs to be able to prove that it has everything.
/// </summary>
internal sealed class Follower
{
    private readonly SortedDictionary<long, string> early = [];

    /// <summary>"type message id" of event 1, 2, 3…</summary>
    public List<string> Log { get; } = [];

    public void Take(long seq, string type, JsonElement payload)
    {
        if (seq > Log.Count)
            early[seq] = Describe(type, payload);
        while (early.Remove(Log.Count + 1, out var next))
            Log.Add(next);
        foreach (var known in early.Keys.TakeWhile(key => key <= Log.Count).ToList())
            early.Remove(known);
    }

    public static string Describe(string type, JsonElement payload)
    {
        var id = type == "message:received" || type == "message:edited" ? payload.GetProperty("id") : payload.TryGetProperty("message_id", out var about) ? about : default;
        var emoji = payload.TryGetProperty("emoji", out var reaction) ? $" {reaction.GetString()} {payload.GetProperty("user_id").GetString()}" : "";
        return id.ValueKind == JsonValueKind.String ? $"{type} {id.GetString()}{emoji}" : type;
    }
}
