using ChatFlow.Application.Channels;
using ChatFlow.WebApi.Realtime;
using ChatFlow.WebApi.Tests.Presence;
using Microsoft.AspNetCore.SignalR.Client;

namespace ChatFlow.WebApi.Tests.Typing;

public class TypingTests : PresenceTest
{
    private ChatServer server = null!;
    private ChannelDto channel = null!;
    private HubConnection typist = null!;
    private Pushes started = null!;
    private Pushes stopped = null!;
    private Pushes messages = null!;
    private HubConnection watching = null!;

    [SetUp]
    public async Task Channel()
    {
        server = Server(Clock);
        channel = await Owner.CreateChannel(Workspace);
        await Member.JoinChannel(channel);
        (watching, typist) = (await Connect(server, Owner), await Connect(server, Member));
        (started, stopped, messages) = (
            new Pushes(watching, TypingBroadcasts.Started), new Pushes(watching, TypingBroadcasts.Stopped), new Pushes(watching, EventTypes.MessageReceived));
    }

    [Test]
    public async Task Typing_IsToldEvery3Seconds_AndEndsAfter6()
    {
        var own = new Pushes(await Connect(server, Member), TypingBroadcasts.Started);
        await Start();
        var push = await started.Next();
        Assert.Multiple(() =>
        {
            Assert.That(push.EnumerateObject().Select(p => p.Name), Is.EqualTo(new[] { "channel_id", "user_id", "user_name" }));
            Assert.That(push.GetProperty("channel_id").GetGuid(), Is.EqualTo(channel.Id));
            Assert.That(push.GetProperty("user_id").GetGuid(), Is.EqualTo(Member.User.Id));
            Assert.That(push.GetProperty("user_name").GetString(), Is.EqualTo("Mia Member"));
        });

        Seconds(2.9);
        await Start();
        await Start();
        Assert.That(await Told(), Is.EqualTo((0, 0)), "again within 3 s");
        Seconds(0.2);
        await Start();
        Assert.That(await Told(), Is.EqualTo((1, 0)), "again after 3 s");
        Seconds(2);
        await Start();
        Seconds(5.9);
        Assert.That(await Told(), Is.EqualTo((0, 0)), "6 s count from the last start, told or not");
        Seconds(0.2);
        Assert.That((await stopped.Next()).GetProperty("user_name").GetString(), Is.EqualTo("Mia Member"));
        Seconds(60);
        Assert.That(await Told(), Is.EqualTo((0, 0)), "once");
        Assert.That(own.Rest(), Is.Empty, "one's own devices know");
    }

    [Test]
    public async Task Stopping_IsToldOnce_AndFlickeringIsNot()
    {
        for (var i = 0; i < 5; i++)
        {
            await Start();
            await Stop();
        }
        Assert.That(await Told(), Is.EqualTo((1, 1)));
        Seconds(3);
        await Start();
        Assert.That(await Told(), Is.EqualTo((1, 0)));
    }

    [Test]
    public async Task Message_EndsTyping_AndTheNextStartIsToldAtOnce()
    {
        await Start();
        await typist.Send(channel, "what I typed");
        Assert.That((await messages.Next()).GetProperty("content").GetString(), Is.EqualTo("what I typed"));
        Assert.That(await Told(), Is.EqualTo((1, 1)));
        await Start();
        Assert.That(await Told(), Is.EqualTo((1, 0)));
        Seconds(6);
        Assert.That(await Told(), Is.EqualTo((0, 1)));
    }

    [Test]
    public async Task EndOfTheLastConnection_EndsTyping()
    {
        await Start();
        await started.Next();
        await typist.DisposeAsync();
        await stopped.Next();
    }

    [Test]
    public async Task Typing_NeedsWhatSendingNeeds_AndIsNotInTheLog()
    {
        var (read, leads, archived) = (
            await Owner.CreateChannel(Workspace, "only read"), await Owner.CreateChannel(Workspace, "leads", "private"),
            await Owner.CreateChannel(Workspace, "archived"));
        await Member.JoinChannel(archived);
        await using (var command = Shared.Server.Database.DataSource.CreateCommand($"UPDATE channels SET archived_at = now() WHERE id = '{archived.Id}'"))
            await command.ExecuteNonQueryAsync();
        foreach (var call in new[] { "typing:start", "typing:stop" })
        {
            foreach (var (where, code) in new[] { (read, "FORBIDDEN"), (leads, "NOT_FOUND"), (archived, "FORBIDDEN") })
                new Func<Task>(() => typist.InvokeAsync(call, new { channel_id = where.Id })).IsRefused(code);
        }
        await Start();
        await Stop();
        Assert.That((await Owner.Http.Get<ChannelDto>($"/api/channels/{channel.Id}")).LastSeq, Is.EqualTo(2), "creation and one member");
        Assert.That((await started.Next()).GetProperty("channel_id").GetGuid(), Is.EqualTo(channel.Id), "and nothing before");
    }

    private Task Start() => typist.InvokeAsync("typing:start", new { channel_id = channel.Id });

    private Task Stop() => typist.InvokeAsync("typing:stop", new { channel_id = channel.Id });

    /// <summary>How many starts and ends were told since the last time: pushes keep their order, so a message after them is waited for.</summary>
    private async Task<(int Started, int Stopped)> Told()
    {
        await watching.Send(channel, "marker");
        await messages.Next();
        return (started.Rest().Count, stopped.Rest().Count);
    }
}
