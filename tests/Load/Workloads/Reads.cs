using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using Npgsql;

namespace ChatFlow.Load.Workloads;

/// <summary>W5 and W7, and the seed design's targets for the API: requests over HTTP.</summary>
internal static class Reads
{
    private const int Page = 50;

    /// <summary>W5: pages of a long channel, against the same rows by their primary key.</summary>
    public static async Task<IReadOnlyList<Finding>> Pages(Stage stage, Crowd crowd, CancellationToken stop)
    {
        var token = await stage.Token(crowd, 1, stop);
        var (channel, count) = (crowd.Population.Channels[0].Id, stage.IsQuick ? 200 : 1000);
        var (rows, newest, middle) = (new Timings(), new Timings(), new Timings());
        for (var n = -20; n < count; n++)
        {
            var seq = crowd.Scale.Messages / 4 + Random.Shared.Next(crowd.Scale.Messages / 2);
            var ids = await Ids(stage.Postgres, channel, seq, stop);
            await Measure(n < 0 ? new Timings() : rows, stage.Bare, () => new HttpRequestMessage(HttpMethod.Post, "/rows") { Content = JsonContent.Create(ids) }, null, stop);
            await Measure(n < 0 ? new Timings() : newest, stage.Chat, () => new(HttpMethod.Get, $"/api/channels/{channel}/messages?limit={Page}"), token, stop);
            var before = string.Create(CultureInfo.InvariantCulture, $"/api/channels/{channel}/messages?limit={Page}&before={seq}");
            await Measure(n < 0 ? new Timings() : middle, stage.Chat, () => new(HttpMethod.Get, before), token, stop);
        }
        return
        [
            new("W5", $"newest page of {crowd.Scale.Messages:N0} messages p95", "ms", newest.Percentile(95), rows.Percentile(95), 3 * rows.Percentile(95)),
            new("W5", "page in the middle p95", "ms", middle.Percentile(95), rows.Percentile(95), 3 * rows.Percentile(95)),
            new("W5", "page in the middle p50; floor: the newest", "ms", middle.Percentile(50), newest.Percentile(50)),
        ];
    }

    /// <summary>W7: the channels of everybody at once, with what is unread.</summary>
    public static async Task<IReadOnlyList<Finding>> Sidebar(Stage stage, Crowd crowd, CancellationToken stop)
    {
        await using (var unread = stage.Postgres.CreateCommand("UPDATE channel_members SET last_read_seq = last_read_seq - 5 WHERE channel_id = ANY($1)"))
        {
            unread.Parameters.Add(new NpgsqlParameter<Guid[]> { TypedValue = [.. crowd.Population.Channels.Select(channel => channel.Id)] });
            await unread.ExecuteNonQueryAsync(stop);
        }
        var tokens = await Task.WhenAll(Enumerable.Range(1, crowd.Scale.Users).Select(user => stage.Token(crowd, user, stop)));
        var (timings, path) = (new Timings(), $"/api/channels?workspace_id={crowd.Population.Workspaces[0]}");
        // As the other workloads: after a time that is not counted, in which the server's code is compiled for good.
        await For(stage.Time, () => Everybody(new Timings()));
        await For(stage.Time, () => Everybody(timings));
        Task Everybody(Timings into) => Task.WhenAll(tokens.Select(token => Measure(into, stage.Chat, () => new(HttpMethod.Get, path), token, stop)));

        return [new("W7", $"{crowd.Scale.Channels} channels with unread, {crowd.Scale.Users} users at once p95", "ms", timings.Percentile(95), Goal: 100)];
    }

    /// <summary>What the seed design promised (9.1), with a tenth of its time.</summary>
    public static async Task<IReadOnlyList<Finding>> Targets(Stage stage, Crowd crowd, CancellationToken stop)
    {
        var token = await stage.Token(crowd, 1, stop);
        var channel = crowd.Population.Channels.First(one => one.Members.Contains(0)).Id;
        var (me, list, send, edit, count) = (new Timings(), new Timings(), new Timings(), new Timings(), stage.IsQuick ? 100 : 500);
        for (var n = -20; n < count; n++)
        {
            await Measure(n < 0 ? new Timings() : me, stage.Chat, () => new(HttpMethod.Get, "/api/auth/me"), token, stop);
            await Measure(n < 0 ? new Timings() : list, stage.Chat, () => new(HttpMethod.Get, $"/api/channels/{channel}/messages?limit={Page}"), token, stop);
            var id = await Measure(
                n < 0 ? new Timings() : send, stage.Chat, () => new(HttpMethod.Post, $"/api/channels/{channel}/messages") { Content = JsonContent.Create(new { content = stage.Text() }) }, token, stop);
            await Measure(n < 0 ? new Timings() : edit, stage.Chat, () => new(HttpMethod.Put, $"/api/messages/{id}") { Content = JsonContent.Create(new { content = stage.Text() }) }, token, stop);
        }
        return
        [
            new("9.1", "GET /auth/me p95", "ms", me.Percentile(95), Goal: 5),
            new("9.1", "GET /channels/:id/messages p95", "ms", list.Percentile(95), Goal: 10),
            new("9.1", "POST /channels/:id/messages p95", "ms", send.Percentile(95), Goal: 15),
            new("9.1", "PUT /messages/:id p95", "ms", edit.Percentile(95), Goal: 20),
        ];
    }

    private static async Task For(TimeSpan time, Func<Task> round)
    {
        for (var begin = Stopwatch.GetTimestamp(); Stopwatch.GetElapsedTime(begin) < time;)
            await round();
    }

    /// <returns>The id of what was answered, if it has one.</returns>
    private static async Task<string?> Measure(Timings timings, ChatServer server, Func<HttpRequestMessage> make, string? token, CancellationToken stop)
    {
        using var request = make();
        request.Headers.Authorization = token is null ? null : new AuthenticationHeaderValue("Bearer", token);
        byte[] body = [];
        await timings.Measure(async () =>
        {
            using var answer = await server.Http.SendAsync(request, stop);
            answer.EnsureSuccessStatusCode();
            body = await answer.Content.ReadAsByteArrayAsync(stop);
        });
        using var json = System.Text.Json.JsonDocument.Parse(body);
        return json.RootElement.ValueKind == System.Text.Json.JsonValueKind.Object && json.RootElement.GetProperty("data") is { ValueKind: System.Text.Json.JsonValueKind.Object } data
            && data.TryGetProperty("id", out var id) ? id.GetString() : null;
    }

    private static async Task<Guid[]> Ids(NpgsqlDataSource postgres, Guid channel, long before, CancellationToken stop)
    {
        await using var command = postgres.CreateCommand("SELECT id FROM messages WHERE channel_id = $1 AND seq < $2 ORDER BY seq DESC LIMIT $3");
        command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = channel });
        command.Parameters.Add(new NpgsqlParameter<long> { TypedValue = before });
        command.Parameters.Add(new NpgsqlParameter<int> { TypedValue = Page });
        List<Guid> ids = [];
        await using var rows = await command.ExecuteReaderAsync(stop);
        while (await rows.ReadAsync(stop))
            ids.Add(rows.GetGuid(0));
        return [.. ids];
    }
}
