using System.Threading.Channels;
using ChatFlow.Application.Pipeline;
using ChatFlow.Domain;
using MediatR;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace ChatFlow.Infrastructure.Pipeline;

/// <summary>
/// Hands committed events to their MediatR handlers, one after another in commit order, apart from the requests that
/// caused them: a slow or failing handler delays no acknowledgement.
/// </summary>
internal sealed partial class EventPublisher : BackgroundService, IEventPublisher
{
    /// <summary>Beyond this many waiting events the oldest go: they are hints, memory is not endless, the log has them all.</summary>
    private const int Capacity = 10_000;

    private readonly Channel<IDomainEvent> queue;
    private readonly IServiceScopeFactory scopes;
    private readonly ILogger<EventPublisher> logger;

    public EventPublisher(IServiceScopeFactory scopes, ILogger<EventPublisher> logger)
    {
        this.scopes = scopes;
        this.logger = logger;
        queue = Channel.CreateBounded<IDomainEvent>(
            new BoundedChannelOptions(Capacity) { FullMode = BoundedChannelFullMode.DropOldest, SingleReader = true },
            dropped => Dropped(dropped.GetType().Name));
    }

    public void Publish(IReadOnlyList<IDomainEvent> events)
    {
        foreach (var happened in events)
            queue.Writer.TryWrite(happened);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await foreach (var happened in queue.Reader.ReadAllAsync(stoppingToken))
        {
            try
            {
                await using var scope = scopes.CreateAsyncScope();
                var type = typeof(DomainEventNotification<>).MakeGenericType(happened.GetType());
                var notification = (INotification)Activator.CreateInstance(type, happened)!;
                await scope.ServiceProvider.GetRequiredService<IMediator>().Publish(notification, stoppingToken);
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                // One event's failure is that event's alone: clients find the gap and fetch it from the log.
                Failed(happened.GetType().Name, e);
            }
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Event {Event} was dropped: its handlers do not keep up")]
    private partial void Dropped(string @event);

    [LoggerMessage(Level = LogLevel.Error, Message = "A handler of {Event} failed")]
    private partial void Failed(string @event, Exception exception);
}
