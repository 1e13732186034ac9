using ChatFlow.Application.Audit;
using ChatFlow.Application.Channels;
using ChatFlow.Domain;
using ChatFlow.Infrastructure.Caching;
using ChatFlow.Infrastructure.Channels;
using ChatFlow.Infrastructure.Permissions;

namespace ChatFlow.Infrastructure.Tests.Channels;

/// <summary>Changes of a channel and messages in it, from two nodes at once: one order, without gaps.</summary>
public class ChannelChangeTests
{
    private LogFixture fixture = null!;
    private ChannelStore channels = null!;
    private ChannelMemberStore members = null!;
    private Guid channel;

    [SetUp]
    public async Task CreateDatabase()
    {
        fixture = await LogFixture.Create();
        channel = await fixture.AddChannel("general");
        var access = new Access(fixture.Database.DataSource, new Caches());
        channels = new ChannelStore(fixture.Database.DataSource, fixture.Events, access, TimeProvider.System);
        members = new ChannelMemberStore(fixture.Database.DataSource, fixture.Events, access, TimeProvider.System);
    }

    [TearDown]
    public async Task DropDatabase() => await fixture.DisposeAsync();

    [Test]
    public async Task Changes_WhileMessagesAreSent_LeaveNoGap_AndAnArchivedChannelTakesNothingNew()
    {
        ChannelLog[] nodes = [await fixture.StartNode(), await fixture.StartNode()];

        // All at once: messages over two nodes, somebody who comes and goes, new topics, into the archive and out of it.
        var sending = Enumerable.Range(0, 8).Select(sender => Task.Run(async () =>
        {
            for (var i = 0; i < 60; i++)
                await nodes[sender % 2].Append(fixture.Message(channel, $"message {i}"));
        }));
        var coming = Task.Run(async () =>
        {
            for (var i = 0; i < 20; i++)
            {
                await UnlessArchived(() => members.Add(channel, fixture.StrangerId, null, By(fixture.StrangerId), default));
                await UnlessOutside(() => members.Leave(channel, By(fixture.StrangerId), default));
            }
        });
        var naming = Task.Run(async () =>
        {
            for (var i = 0; i < 20; i++)
                await UnlessArchived(() => channels.Update(channel, new ChannelSettings(null, null, $"topic {i}"), By(fixture.UserId), default));
        });
        var archiving = Task.Run(async () =>
        {
            for (var i = 0; i < 20; i++)
                await channels.SetArchived(channel, archived: i % 2 == 0, By(fixture.UserId), default);
        });
        await Task.WhenAll([.. sending, coming, naming, archiving]);

        var log = await Log();
        Assert.That(log.Select(e => e.Seq), Is.EqualTo(Enumerable.Range(1, log.Count)));
        var archived = false;
        foreach (var (seq, what) in log)
        {
            if (what == "archived")
                archived = !archived;
            else if (archived)
                Assert.That(what, Is.EqualTo("member:left"), $"event {seq} of an archived channel");
        }
        Assert.Multiple(async () =>
        {
            Assert.That(log.Count(e => e.What == "archived"), Is.EqualTo(20));
            Assert.That(log.Select(e => e.What).Distinct(), Is.EquivalentTo(new[] { "message", "archived", "topic", "member:joined", "member:left" }));
            Assert.That(fixture.Events.Published, Has.Count.EqualTo(log.Count), "each was told once");
            Assert.That(
                await fixture.Database.Scalar<bool>($"""
                    SELECT last_seq = {log.Count} AND member_count = 1 AND message_count = (SELECT count(*) FROM messages) FROM channels
                    """),
                Is.True, "head and counters");
            Assert.That(
                await fixture.Database.Scalar<long>("SELECT count(*) FROM audit_logs"), Is.EqualTo(log.Count(e => e.What != "message")));
            Assert.That(fixture.Log.GetSnapshot(), Is.Empty, "no commit of messages had to be repeated");
        });
    }

    [Test]
    public async Task Moderators_WhoRemoveEachOtherAtOnce_LeaveOneOfThem()
    {
        await fixture.Execute($"UPDATE workspace_members SET status = 'active' WHERE user_id = '{fixture.RemovedId}'");
        for (var round = 0; round < 10; round++)
        {
            var of = await fixture.AddChannel($"channel-{round}");
            await fixture.Execute($"""
                INSERT INTO channel_members (channel_id, user_id, role, last_read_seq, joined_at)
                VALUES ('{of}', '{fixture.StrangerId}', 'moderator', 0, now());
                UPDATE channel_members SET role = 'moderator' WHERE channel_id = '{of}' AND user_id = '{fixture.RemovedId}'
                """);
            var refused = 0;
            await Task.WhenAll(
                Task.Run(() => Count(() => members.Remove(of, fixture.RemovedId, By(fixture.StrangerId), default))),
                Task.Run(() => Count(() => members.Remove(of, fixture.StrangerId, By(fixture.RemovedId), default))));
            Assert.That(refused, Is.EqualTo(1), "the second was no moderator any more");

            async Task Count(Func<Task> removing)
            {
                try
                {
                    await removing();
                }
                catch (ForbiddenException)
                {
                    Interlocked.Increment(ref refused);
                }
            }
        }
    }

    private static async Task UnlessArchived(Func<Task> change)
    {
        try
        {
            await change();
        }
        catch (ForbiddenException)
        {
            // Refused while it is archived, as it must be.
        }
    }

    private static async Task UnlessOutside(Func<Task> leaving)
    {
        try
        {
            await leaving();
        }
        catch (NotFoundException)
        {
            // They had not come in.
        }
    }

    private AuditEntry By(Guid actor) => new(
        fixture.WorkspaceId, actor, AuditAction.ChannelUpdated, AuditResource.Channel, channel, null, null, null, null);

    private async Task<List<(long Seq, string What)>> Log()
    {
        await using var command = fixture.Database.DataSource.CreateCommand($"""
            SELECT seq, 'message' FROM messages WHERE channel_id = '{channel}'
            UNION ALL SELECT seq, coalesce(details -> 'changed' ->> 0, type) FROM channel_events WHERE channel_id = '{channel}' ORDER BY 1
            """);
        await using var reader = await command.ExecuteReaderAsync();
        List<(long, string)> log = [];
        while (await reader.ReadAsync())
            log.Add((reader.GetInt64(0), reader.GetString(1)));
        return log;
    }
}
