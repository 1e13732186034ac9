using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net.Http.Json;
using ChatFlow.Application.Channels;
using ChatFlow.Application.Messages;

namespace ChatFlow.WebApi.Tests.Costs;

/// <summary>
/// What the operations that people do all day ask of PostgreSQL, and how many bytes they answer: counted, as time cannot be tested on a
/// machine that is shared. A number may fall; one that rises needs a reason.
/// </summary>
public sealed class OperationCostTests : IDisposable
{
    private readonly ConcurrentQueue<(ActivityTraceId Trace, string Sql)> roundTrips = new();
    private ActivityListener listener = null!;
    private Person owner = null!, member = null!;
    private ChannelDto channel = null!;
    private MessageDto[] sent = [];

    [SetUp]
    public async Task Fill()
    {
        owner = await Person.SignUp(Shared.Server);
        member = await Person.SignUp(Shared.Server);
        var workspace = await owner.CreateWorkspace();
        await member.JoinWorkspace(workspace);
        foreach (var name in new[] { "one", "two", "three", "four" })
            await member.JoinChannel(channel = await owner.CreateChannel(workspace, name));
        sent = await Task.WhenAll(Enumerable.Range(1, 60).Select(n => owner.Send(channel, $"message {n,4} of sixty")));
        await owner.Send(channel, "a reply", threadId: sent[0].Id);
        await owner.Http.PutAsJsonAsync($"/api/messages/{sent[1].Id}/reactions/👍", new { });
        listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name is "Npgsql" or "Microsoft.AspNetCore",
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllData,
            ActivityStopped = activity =>
            {
                if (activity.Source.Name == "Npgsql")
                    roundTrips.Enqueue((activity.TraceId, $"{activity.GetTagItem("db.query.text") ?? activity.GetTagItem("db.statement")}"));
            },
        };
        ActivitySource.AddActivityListener(listener);
    }

    public void Dispose() => listener.Dispose();

    // The commit is the writer's, one for all messages that wait: SentInOneRoundTripTests counts it. Events: the head first, so that none
    // is taken for missing. A thread: the channel of its message, whose rights count. A marker: moved, and then counted.
    [TestCase("POST", "/api/channels/{channel}/messages", 0, 900)]
    [TestCase("GET", "/api/channels/{channel}/messages", 1, 29_000)]
    [TestCase("GET", "/api/channels/{channel}/messages?before=40", 1, 22_000)]
    [TestCase("GET", "/api/channels/{channel}/events?after=20", 2, 35_000)]
    [TestCase("GET", "/api/channels?workspace_id={workspace}", 1, 3_200)]
    [TestCase("GET", "/api/messages/{root}/thread", 2, 1_200)]
    [TestCase("GET", "/api/auth/me", 0, 600)]
    [TestCase("POST", "/api/channels/{channel}/read", 2, 300)]
    public async Task Operation_AsksPostgreSqlSoOften_AndAnswersSoManyBytes(string method, string path, int times, int bytes)
    {
        path = path.Replace("{channel}", channel.Id.ToString()).Replace("{workspace}", channel.WorkspaceId.ToString()).Replace("{root}", sent[0].Id.ToString());
        object? body = (method, path.EndsWith("/read", StringComparison.Ordinal)) switch { ("GET", _) => null, (_, true) => new { seq = 50 }, _ => new { content = "message and one more" } };
        // Once beforehand: sessions and rights are known after it, as they are all day.
        await Ask(member, method, path, body);
        var (asked, length) = await Ask(member, method, path, body);
        Assert.Multiple(() =>
        {
            Assert.That(asked, Has.Count.EqualTo(times), string.Join("\n---\n", asked));
            Assert.That(length, Is.LessThanOrEqualTo(bytes));
            Assert.That(length, Is.GreaterThan(bytes / 2), "the bound is near what is answered");
        });
    }

    private async Task<(List<string> RoundTrips, int Bytes)> Ask(Person person, string method, string path, object? body)
    {
        using var asking = new Activity("asking").Start();
        using var request = new HttpRequestMessage(new HttpMethod(method), path) { Content = body is null ? null : JsonContent.Create(body) };
        using var answer = await person.Http.SendAsync(request);
        var bytes = await answer.Content.ReadAsByteArrayAsync();
        Assert.That((int)answer.StatusCode, Is.InRange(200, 201), System.Text.Encoding.UTF8.GetString(bytes));
        return ([.. roundTrips.Where(one => one.Trace == asking.TraceId).Select(one => one.Sql)], bytes.Length);
    }
}
