using ChatFlow.Application.Channels;
using ChatFlow.Domain;
using ChatFlow.Domain.Messages;
using ChatFlow.Infrastructure.Channels;

namespace ChatFlow.Infrastructure.Tests.Channels;

public class ChannelLogTests
{
    private LogFixture fixture = null!;

    [SetUp]
    public async Task CreateDatabase() => fixture = await LogFixture.Create();

    [TearDown]
    public async Task DropDatabase() => await fixture.DisposeAsync();

    [Test]
    public async Task Append_FromTwoNodesIntoManyChannels_GivesEveryChannelSeqsWithoutGaps_InTheOrderOfItsEvents()
    {
        ChannelLog[] nodes = [await fixture.StartNode(), await fixture.StartNode()];
        Guid[] channels = [await fixture.AddChannel("one"), await fixture.AddChannel("two"), await fixture.AddChannel("three")];

        var appended = await Task.WhenAll(Enumerable.Range(0, 600).Select(i =>
            Task.Run(() => nodes[i % 2].Append(fixture.Message(channels[i % 3], $"message {i}")))));

        Assert.That(appended, Has.All.Property(nameof(Appended.Outcome)).EqualTo(AppendOutcome.Posted));
        foreach (var channel in channels)
        {
            Assert.That(await fixture.Seqs(channel), Is.EqualTo(Enumerable.Range(1, 200)));
            var counted = $"SELECT last_seq = 200 AND message_count = 200 AND root_count = 200 FROM channels WHERE id = '{channel}'";
            Assert.That(await fixture.Database.Scalar<bool>(counted), Is.True, "head and counters");
        }
        Assert.That(fixture.Events.Published, Has.Count.EqualTo(600));
        Assert.That(fixture.Log.GetSnapshot(), Is.Empty, "no commit had to be repeated");
    }

    [Test]
    public async Task Append_OfTheSameClientIdOnTwoNodesAtOnce_WritesOneMessage_AndPublishesOneEvent()
    {
        ChannelLog[] nodes = [await fixture.StartNode(), await fixture.StartNode()];
        var channel = await fixture.AddChannel("general");

        for (var round = 1; round <= 20; round++)
        {
            var clientId = TimeProvider.System.NewId();
            var appended = await Task.WhenAll(Enumerable.Range(0, 10).Select(i =>
                Task.Run(() => nodes[i % 2].Append(fixture.Message(channel, $"try {i}", clientId)))));

            Assert.That(appended.Count(a => a.Outcome == AppendOutcome.Posted), Is.EqualTo(1));
            Assert.That(appended.Select(a => a.MessageId).Distinct().Count(), Is.EqualTo(1), "all are told of the same message");
            Assert.That(fixture.Events.Published, Has.Count.EqualTo(round));
        }
        Assert.That(await fixture.Seqs(channel), Is.EqualTo(Enumerable.Range(1, 20)));
        Assert.That(fixture.Log.GetSnapshot(), Is.Empty, "no commit had to be repeated");
    }

    [Test]
    public async Task Append_InOneBatch_RefusesOrAnswersEachAlone_AndCommitsItsNeighbours()
    {
        var node = fixture.NewNode();
        var (channel, archived) = (await fixture.AddChannel("general"), await fixture.AddChannel("archived"));
        await fixture.Execute($"UPDATE channels SET archived_at = now() WHERE id = '{archived}'");
        var (clientId, nothing) = (TimeProvider.System.NewId(), TimeProvider.System.NewId());
        var root = fixture.Message(channel, "root", clientId);

        // Not started yet: all of these wait, and are one batch.
        Task<Appended>[] waiting = [
            node.Append(root),
            node.Append(fixture.Message(channel, userId: nothing)),
            node.Append(fixture.Message(channel, userId: fixture.StrangerId)),
            node.Append(fixture.Message(channel, userId: fixture.RemovedId)),
            node.Append(fixture.Message(channel, "again", clientId)),
            node.Append(fixture.Message(channel, threadId: nothing)),
            node.Append(fixture.Message(archived)),
            node.Append(fixture.Message(nothing)),
            node.Append(fixture.Message(channel, "last")),
        ];
        await node.StartAsync(default);
        var appended = await Task.WhenAll(waiting);
        await node.StopAsync(default);

        Assert.Multiple(async () =>
        {
            Assert.That(appended.Select(a => a.Outcome), Is.EqualTo(new[]
            {
                AppendOutcome.Posted, AppendOutcome.AccessLost, AppendOutcome.AccessLost, AppendOutcome.AccessLost,
                AppendOutcome.Repeated, AppendOutcome.BadThread, AppendOutcome.AccessLost, AppendOutcome.AccessLost, AppendOutcome.Posted,
            }));
            Assert.That(appended[4].MessageId, Is.EqualTo(root.Id));
            Assert.That(await fixture.Seqs(channel), Is.EqualTo(new[] { 1, 2 }));
            Assert.That(fixture.Events.Published.OfType<MessagePosted>().Select(e => e.Message.Seq), Is.EqualTo(new[] { 1, 2 }));
        });
    }

    [Test]
    public async Task Reply_CountsOnItsRoot_AndCannotBeNested()
    {
        var node = await fixture.StartNode();
        var (channel, other) = (await fixture.AddChannel("general"), await fixture.AddChannel("other"));
        var root = fixture.Message(channel, "root");
        await node.Append(root);
        var reply = fixture.Message(channel, "reply", threadId: root.Id);

        Assert.Multiple(async () =>
        {
            Assert.That((await node.Append(reply)).Outcome, Is.EqualTo(AppendOutcome.Posted));
            Assert.That((await node.Append(fixture.Message(channel, threadId: reply.Id))).Outcome, Is.EqualTo(AppendOutcome.BadThread));
            Assert.That((await node.Append(fixture.Message(other, threadId: root.Id))).Outcome, Is.EqualTo(AppendOutcome.BadThread));
            Assert.That(await fixture.Database.Scalar<int>($"SELECT reply_count FROM messages WHERE id = '{root.Id}'"), Is.EqualTo(1));
            Assert.That(
                await fixture.Database.Scalar<long>($"SELECT last_read_seq FROM channel_members WHERE channel_id = '{channel}' AND user_id = '{fixture.UserId}'"),
                Is.EqualTo(1), "a reply says nothing about what of the timeline was read");
        });
    }

    [Test]
    public async Task Append_WhatThePresentQueueAccepted_IsCommittedBeforeTheNodeStops()
    {
        var node = fixture.NewNode();
        var channel = await fixture.AddChannel("general");
        var waiting = Enumerable.Range(0, 50).Select(_ => node.Append(fixture.Message(channel))).ToList();

        await node.StartAsync(default);
        await node.StopAsync(default);

        Assert.That(waiting, Has.All.Property(nameof(Task.IsCompletedSuccessfully)).True);
        Assert.That(await fixture.Seqs(channel), Has.Length.EqualTo(50));
        Assert.That(() => node.Append(fixture.Message(channel)), Throws.TypeOf<UnavailableException>(), "a stopped node takes nothing more");
    }

    [Test]
    public async Task Append_WhenTheQueueIsFull_IsUnavailable()
    {
        var node = fixture.NewNode();
        var channel = await fixture.AddChannel("general");
        for (var i = 0; i < ChannelLog.QueueLimit; i++)
            _ = node.Append(fixture.Message(channel));
        Assert.That(() => node.Append(fixture.Message(channel)), Throws.TypeOf<UnavailableException>());
    }

    [Test]
    public async Task Append_WhenTheStatementFails_TakesNoSeq_AndTheNextOneIsWritten()
    {
        var node = await fixture.StartNode();
        var channel = await fixture.AddChannel("general");
        await fixture.Execute("ALTER TABLE messages RENAME TO away");
        Assert.That(() => node.Append(fixture.Message(channel)), Throws.Exception);
        await fixture.Execute("ALTER TABLE away RENAME TO messages");

        Assert.That((await node.Append(fixture.Message(channel))).Outcome, Is.EqualTo(AppendOutcome.Posted));
        Assert.That(await fixture.Seqs(channel), Is.EqualTo(new[] { 1 }));
    }

    [Test]
    public async Task Append_WhileTheDatabaseDropsItsConnections_CanBeRepeated_AndIsWrittenOnce()
    {
        var node = await fixture.StartNode();
        var channel = await fixture.AddChannel("general");
        var unavailable = 0;
        for (var i = 1; i <= 20; i++)
        {
            var clientId = TimeProvider.System.NewId();
            await DropConnections();
            Appended? appended = null;
            for (var attempt = 0; appended is null && attempt < 50; attempt++)
            {
                try
                {
                    appended = await node.Append(fixture.Message(channel, $"message {i}", clientId));
                }
                catch (UnavailableException)
                {
                    unavailable++;
                }
            }
            Assert.That(appended, Is.Not.Null, "the node comes back by itself");
        }
        Assert.That(await fixture.Seqs(channel), Is.EqualTo(Enumerable.Range(1, 20)));
        Assert.That(unavailable, Is.Positive, "or the connections were not dropped");
    }

    private Task DropConnections() => fixture.Execute(
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()");
}
