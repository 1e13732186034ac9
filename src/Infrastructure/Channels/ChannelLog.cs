using System.Diagnostics;
using System.Threading.Channels;
using ChatFlow.Application.Channels;
using ChatFlow.Application.Pipeline;
using ChatFlow.Domain;
using ChatFlow.Domain.Messages;
using ChatFlow.Infrastructure.Postgres;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace ChatFlow.Infrastructure.Channels;

/// <summary>
/// The writer of this node: takes all messages that are waiting and commits them together. A lone message waits for
/// nobody; under load, what arrives during one commit makes up the next, so the cost of a message falls.
/// </summary>
internal sealed partial class ChannelLog(
    NpgsqlDataSource postgres, ChannelFeed feed, IEventPublisher events, TimeProvider clock, ILogger<ChannelLog> logger) : IHostedService, IChannelLog
{
    /// <summary>Messages that may wait. Beyond, senders are told at once that it is too much, and memory does not grow.</summary>
    internal const int QueueLimit = 10_000;

    /// <summary>To end in, also when others have used up the host's time before: a hanging Redis holds up SignalR's stop.</summary>
    private static readonly TimeSpan OwnTime = TimeSpan.FromSeconds(2);

    /// <summary>Messages in one commit: enough to spread its cost thin, few enough to answer soon.</summary>
    private const int BatchLimit = 500;

    private readonly Channel<WaitingMessage> queue = Channel.CreateBounded<WaitingMessage>(
        new BoundedChannelOptions(QueueLimit) { SingleReader = true });

    private Task writing = Task.CompletedTask;

    public Task<Appended> Append(Message message, long calledAt = 0)
    {
        var waiting = new WaitingMessage(message, new Cause(Activity.Current?.Context ?? default, calledAt));
        // Counted before: the writer may have taken it already when TryWrite returns.
        ChannelLogMetrics.Queued.Add(1);
        if (!queue.Writer.TryWrite(waiting))
        {
            ChannelLogMetrics.Queued.Add(-1);
            throw new UnavailableException("Too many messages at once, or the server is stopping. Please send it again.");
        }
        return waiting.Answered;
    }

    public Task<long> Head(Guid channelId, CancellationToken cancellationToken) => feed.Head(channelId, cancellationToken);

    public Task<IReadOnlyList<ChannelHead>> Heads(IReadOnlyList<Guid> channelIds, CancellationToken cancellationToken) =>
        feed.Heads(channelIds, cancellationToken);

    public Task<ChannelEventsDto> Read(Guid channelId, long after, int limit, Guid userId, CancellationToken cancellationToken) =>
        feed.Read(channelId, after, limit, userId, cancellationToken);

    public Task<IReadOnlyDictionary<Guid, IReadOnlyList<ChannelEventDto>>> Read(IReadOnlyList<LogRange> ranges, Guid userId, CancellationToken cancellationToken) =>
        feed.Read(ranges, userId, cancellationToken);

    public Task StartAsync(CancellationToken cancellationToken)
    {
        writing = Task.Run(WriteAll, CancellationToken.None);
        return Task.CompletedTask;
    }

    /// <summary>Takes nothing new, and ends when all that was accepted is committed and answered.</summary>
    public async Task StopAsync(CancellationToken cancellationToken)
    {
        queue.Writer.TryComplete();
        await Task.WhenAny(writing, Task.Delay(OwnTime, CancellationToken.None));
        await writing.WaitAsync(cancellationToken);
    }

    private async Task WriteAll()
    {
        while (await queue.Reader.WaitToReadAsync())
        {
            List<WaitingMessage> batch = [];
            while (batch.Count < BatchLimit && queue.Reader.TryRead(out var waiting))
                batch.Add(waiting);
            ChannelLogMetrics.Queued.Add(-batch.Count);
            ChannelLogMetrics.BatchSize.Record(batch.Count);
            await Commit(batch);
        }
    }

    private async Task Commit(List<WaitingMessage> batch)
    {
        try
        {
            using (Span(batch))
                await ChannelLogCommit.Run(postgres, batch);
            foreach (var waiting in batch.Where(waiting => waiting.Result?.Outcome == AppendOutcome.Posted))
                ChannelLogMetrics.Committed(clock, waiting.Cause.CalledAt);
            // In seq order, before anybody is answered: handlers see each channel's events in the order of its log.
            foreach (var waiting in batch)
                events.Publish(waiting.Message.TakeEvents(), waiting.Cause);
            foreach (var waiting in batch)
                waiting.Answer();
        }
        catch (PostgresException e) when (batch.Count > 1 && !PostgresErrors.IsUnavailable(e))
        {
            // Something in one message breaks the statement: commit them one by one, so that it fails alone.
            Poisoned(batch.Count, e);
            foreach (var waiting in batch)
                await Commit([waiting]);
        }
        catch (Exception e)
        {
            Failed(batch.Count, e);
            // Unknown whether it was committed: the sender may repeat it with the same client_message_id.
            var answer = PostgresErrors.IsUnavailable(e)
                ? new UnavailableException("The database does not answer. Please send it again; with the same client_message_id it is not doubled.") : e;
            foreach (var waiting in batch)
                waiting.Fail(answer);
        }
    }

    /// <summary>One commit belongs to many calls: it stands in the first one's trace, and is linked to the others'.</summary>
    private static Activity? Span(List<WaitingMessage> batch) => !Telemetry.Traces.HasListeners() ? null : Telemetry.Traces.StartActivity(
        "commit messages", ActivityKind.Internal, batch[0].Cause.Trace, [new("chatflow.channel_log.batch.size", batch.Count)],
        batch.Skip(1).Where(waiting => waiting.Cause.Trace != default).Select(waiting => new ActivityLink(waiting.Cause.Trace)));

    [LoggerMessage(Level = LogLevel.Warning, Message = "A commit of {Count} messages was refused; trying them one by one")]
    private partial void Poisoned(int count, Exception exception);

    [LoggerMessage(Level = LogLevel.Error, Message = "A commit of {Count} messages failed")]
    private partial void Failed(int count, Exception exception);
}

/// <summary>A message on its way into the log, and whoever waits for the answer.</summary>
internal sealed class WaitingMessage(Message message, Cause cause)
{
    // Continuations run elsewhere: the writer's next commit must not wait for the answers to be sent.
    private readonly TaskCompletionSource<Appended> answered = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Message Message { get; } = message;
    public Cause Cause { get; } = cause;
    public Task<Appended> Answered => answered.Task;

    /// <summary>Set by the commit.</summary>
    public Appended? Result { get; set; }

    public void Answer() => answered.TrySetResult(Result ?? throw new InvalidOperationException("The commit gave no result."));

    public void Fail(Exception exception) => answered.TrySetException(exception);
}
