using System.Diagnostics;
using System.Text.Json;
using ChatFlow.Load.Seeding;
using Microsoft.AspNetCore.SignalR.Client;

namespace ChatFlow.Load.Workloads;

/// <summary>W8: after an outage everybody comes back at the same time, and asks for what they missed until they have all of it.</summary>
internal static class CatchUp
{
    private const int Missed = 50;

    public static async Task<IReadOnlyList<Finding>> Measure(Stage stage, Crowd crowd, CancellationToken stop)
    {
        var tokens = new List<string>();
        for (var user = 1; user <= crowd.Scale.Users; user++)
            tokens.Add(await SignedIn.Token(stage.Chat.Http, Scale.Email(crowd.Scale.Number, user), stop));
        var timings = new Timings();
        var longest = TimeSpan.Zero;
        var events = 0L;
        // The first is not counted: everything is warm after it.
        for (var round = 0; round <= stage.Rounds; round++)
        {
            var (begin, into) = (Stopwatch.GetTimestamp(), round == 0 ? new Timings() : timings);
            var sockets = await Task.WhenAll(tokens.Select(async (token, user) =>
            {
                var socket = Sockets.Make(stage.Chat, token);
                await into.Measure(async () =>
                {
                    await socket.StartAsync(stop);
                    Interlocked.Add(ref events, await Sync(socket, crowd, user, stop));
                });
                return socket;
            }));
            longest = round > 0 && Stopwatch.GetElapsedTime(begin) > longest ? Stopwatch.GetElapsedTime(begin) : longest;
            await Sockets.Close(sockets);
        }
        return
        [
            new("W8", $"{tokens.Count} clients connect and catch up at once, {events / (stage.Rounds + 1) / tokens.Count:N0} events each: the last of them", "s", longest.TotalSeconds, Goal: 5),
            new("W8", "one of them p50", "ms", timings.Percentile(50)),
        ];
    }

    private static async Task<int> Sync(HubConnection socket, Crowd crowd, int user, CancellationToken stop)
    {
        var (have, count) = (crowd.Population.Channels.Where(channel => channel.Members.Contains(user)).ToDictionary(channel => channel.Id, channel => channel.LastSeq - Missed), 0);
        while (have.Count > 0)
        {
            var answer = await socket.InvokeAsync<JsonElement>("sync", new { Channels = have }, stop);
            have = [];
            foreach (var channel in answer.GetProperty("channels").EnumerateObject())
            {
                var events = channel.Value.GetProperty("events");
                count += events.GetArrayLength();
                if (channel.Value.GetProperty("more").GetBoolean())
                    have[Guid.Parse(channel.Name)] = events[events.GetArrayLength() - 1].GetProperty("seq").GetInt64();
            }
        }
        return count;
    }
}
