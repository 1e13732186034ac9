using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;

namespace ChatFlow.Chaos.Tests;

/// <summary>What people do.</summary>
/// <param name="Pause">The mean between two things that one person does.</param>
/// <param name="GiveUp">The share of messages that are tried once only, whatever becomes of that.</param>
internal sealed record Habits(TimeSpan Pause, double GiveUp = 0);

/// <summary>
/// A client as any program could be one: sends what was not acknowledged again with the same client_message_id, over either transport and to any
/// node, and writes down what it was told.
/// </summary>
internal sealed class ChaosClient(Member me, IReadOnlyList<string> urls, int seed, Habits habits, Tally tally) : IAsyncDisposable
{
    private static readonly string[] Emoji = ["👍", "🎉", "❤️"];
    private static readonly HttpClient Http = new() { Timeout = TimeSpan.FromSeconds(10) };

    private readonly Random random = new(seed);
    private readonly Line line = new(urls, me, seed, tally);
    private readonly List<MyMessage> mine = [];

    public Member Me => me;
    public Records Records { get; } = new();

    public Follower this[Guid channelId] => line[channelId];

    public Task Stay(CancellationToken until) => line.Stay(until);

    /// <param name="last">When this ends too, what is still not acknowledged is left as that.</param>
    public async Task Talk(CancellationToken until, CancellationToken last)
    {
        while (!until.IsCancellationRequested)
        {
            await Task.Delay(habits.Pause * (0.5 + random.NextDouble()), CancellationToken.None);
            var channel = me.Channels[random.Next(me.Channels.Count)];
            var what = random.Next(20);
            if (what < 10 || mine.Count == 0)
                await Send(channel, last);
            else if (what < 11)
                await SendAgain(Records.Sent.ElementAt(random.Next(Records.Sent.Count)));
            else if (what < 14)
                await Edit(mine[random.Next(mine.Count)]);
            else if (what < 15)
                await Delete(mine[random.Next(mine.Count)]);
            else if (what < 18)
                await React(line[channel].Newest ?? mine[^1].Id, Emoji[random.Next(Emoji.Length)], random.Next(3) > 0);
            else if (what < 19)
                await Read(channel);
            else
                await Look(channel);
        }
    }

    public ValueTask DisposeAsync() => line.DisposeAsync();

    private async Task Send(Guid channel, CancellationToken last)
    {
        var clientMessageId = NewId();
        var content = $"m {clientMessageId}";
        var givesUp = random.NextDouble() < habits.GiveUp;
        tally.CountSent();
        while (!last.IsCancellationRequested)
        {
            if (await Try(channel, content, clientMessageId) is { } message)
            {
                mine.Add(message);
                Records.Sent[clientMessageId] = message;
                Records.Mark(channel, message.Seq);
                tally.CountAcknowledged();
                return;
            }
            if (givesUp)
                break;
        }
        Records.GivenUp.Add(clientMessageId);
        if (!givesUp)
            tally.Broken.Enqueue($"The message {clientMessageId} could not be sent in the time that was given to it.");
    }

    private async Task SendAgain(KeyValuePair<Guid, MyMessage> sent)
    {
        var again = await Try(sent.Value.ChannelId, $"again {sent.Key}", sent.Key);
        if (again is not null && (again.Id, again.Seq) != (sent.Value.Id, sent.Value.Seq))
            tally.Broken.Enqueue($"{sent.Key} was acknowledged as {sent.Value.Id} {sent.Value.Seq}, and sent again as {again.Id} {again.Seq}.");
    }

    /// <returns>Null when there is no answer.</returns>
    private async Task<MyMessage?> Try(Guid channel, string content, Guid clientMessageId)
    {
        var message = random.Next(5) == 0
            ? await Post($"/api/channels/{channel}/messages", new { content, client_message_id = clientMessageId })
            : (await line.Call("message:send", new { channel_id = channel, content, client_message_id = clientMessageId })).Value;
        return message is { } answer ? new MyMessage(channel, answer.GetProperty("id").GetGuid(), answer.GetProperty("seq").GetInt64(), content) : null;
    }

    private async Task Edit(MyMessage message)
    {
        var content = $"e {NewId()}";
        switch ((await line.Call("message:edit", new { message_id = message.Id, content })).Fate)
        {
            case Fate.Done:
                message.Content = content;
                break;
            case Fate.Unknown:
                message.Perhaps.Add(content);
                break;
        }
    }

    private async Task Delete(MyMessage message)
    {
        message.MayBeDeleted = true;
        message.IsDeleted |= (await line.Call("message:delete", new { message_id = message.Id })).Fate == Fate.Done;
    }

    private async Task React(Guid message, string emoji, bool isAdded)
    {
        var fate = (await line.Call(isAdded ? "reaction:add" : "reaction:remove", new { message_id = message, emoji })).Fate;
        // What was not answered may come true later than what is answered next.
        var isSure = !Records.Reactions.TryGetValue((message, emoji), out var before) || before is not null;
        if (fate != Fate.Refused)
            Records.Reactions[(message, emoji)] = fate == Fate.Done && isSure ? isAdded : null;
    }

    /// <summary>Often further back than the marker is already.</summary>
    private async Task Read(Guid channel)
    {
        var seq = random.Next(2) == 0 ? line[channel].Log.Count : random.Next(1, line[channel].Log.Count + 1);
        if (seq > 0 && (await line.Call("channel:read", new { channel_id = channel, seq })).Fate == Fate.Done)
            Records.Mark(channel, seq);
    }

    /// <summary>Where the own marker is, as the server says.</summary>
    private async Task Look(Guid channel)
    {
        var atLeast = Records.Marked.GetValueOrDefault(channel);
        if (await Ask(HttpMethod.Get, $"/api/channels/{channel}", null) is not { } answer)
            return;
        var marker = answer.GetProperty("membership").GetProperty("last_read_seq").GetInt64();
        if (marker < atLeast)
            tally.Broken.Enqueue($"The read marker of {me.Id} in {channel} was at {atLeast} and is at {marker}.");
        Records.Mark(channel, marker);
    }

    private Task<JsonElement?> Post(string path, object body) => Ask(HttpMethod.Post, path, JsonContent.Create(body));

    private async Task<JsonElement?> Ask(HttpMethod method, string path, HttpContent? body)
    {
        try
        {
            using var request = new HttpRequestMessage(method, urls[random.Next(urls.Count)] + path) { Content = body };
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", me.Token);
            using var answer = await Http.SendAsync(request);
            if (answer.IsSuccessStatusCode)
                return (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("data");
            tally.CountRefusal($"{method} {path.Split('/')[2]}: {(answer.StatusCode == HttpStatusCode.ServiceUnavailable ? "SERVICE_UNAVAILABLE" : $"{(int)answer.StatusCode}")}");
        }
        catch (Exception lost) when (Line.IsLoss(lost))
        {
            // As over the socket.
        }
        tally.CountUnanswered();
        await Task.Delay(100);
        return null;
    }

    private Guid NewId()
    {
        var bytes = new byte[16];
        random.NextBytes(bytes);
        return new Guid(bytes);
    }
}
