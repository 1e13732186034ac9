using System.Threading.Channels;
using ChatFlow.Application.Pipeline;
using ChatFlow.Domain.Messages;
using MediatR;

namespace ChatFlow.Infrastructure.Search;

/// <summary>Wakes this node's indexer when something was committed here. A hint: what nobody rang for is found by looking.</summary>
internal sealed class SearchSignal
{
    private readonly Channel<bool> rung = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });

    public void Ring() => rung.Writer.TryWrite(true);

    /// <returns>Whether it rang since the last time that somebody asked or waited.</returns>
    public bool HasRung() => rung.Reader.TryRead(out _);

    /// <summary>Returns when it rings, at once if it rang since the last time, or after this long.</summary>
    public async Task Wait(TimeSpan atMost, CancellationToken cancellationToken)
    {
        using var late = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        late.CancelAfter(atMost);
        try
        {
            await rung.Reader.ReadAsync(late.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            // Nobody rang.
        }
    }
}

internal sealed class RingForSearch(SearchSignal signal)
    : INotificationHandler<DomainEventNotification<MessagePosted>>, INotificationHandler<DomainEventNotification<MessageEdited>>,
    INotificationHandler<DomainEventNotification<MessageDeleted>>
{
    public Task Handle(DomainEventNotification<MessagePosted> notification, CancellationToken cancellationToken) => Ring();

    public Task Handle(DomainEventNotification<MessageEdited> notification, CancellationToken cancellationToken) => Ring();

    public Task Handle(DomainEventNotification<MessageDeleted> notification, CancellationToken cancellationToken) => Ring();

    private Task Ring()
    {
        signal.Ring();
        return Task.CompletedTask;
    }
}
