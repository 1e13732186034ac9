using System.Diagnostics;
using System.Diagnostics.Metrics;
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

    private static readonly UpDownCounter<int> Queued = Telemetry.Meter.CreateUpDownCounter<int>(
        "chatflow.event.queue.length", "{event}", "Committed events that wait for their pushes.");

    private static readonly Counter<long> DroppedCount = Telemetry.Meter.CreateCounter<long>(
        "chatflow.event.dropped", "{event}", "Events that were never pushed, because too many waited. Clients fetch them.");

    private readonly Channel<(IDomainEvent Event, Cause Cause)> queue;
    private readonly IServiceScopeFactory scopes;
    private readonly ILogger<EventPublisher> logger;

    public EventPublisher(IServiceScopeFactory scopes, ILogger<EventPublisher> logger)
    {
        this.scopes = scopes;
        this.logger = logger;
        // Seen as 0 from the start: an alert asks by how much it has grown.
        DroppedCount.Add(0);
        queue = Channel.CreateBounded<(IDomainEvent Event, Cause Cause)>(
            new BoundedChannelOptions(Capacity) { FullMode = BoundedChannelFullMode.DropOldest, SingleReader = true },
            Drop);
    }

    public void Publish(IReadOnlyList<IDomainEvent> events, Cause? cause = null)
    {
        var known = cause ?? new Cause(Activity.Current?.Context ?? default, CalledAt: 0);
        foreach (var happened in events)
        {
            Queued.Add(1);
            queue.Writer.TryWrite((happened, known));
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await foreach (var (happened, cause) in queue.Reader.ReadAllAsync(stoppingToken))
        {
            Queued.Add(-1);
            using var span = Telemetry.Traces.StartActivity(happened.GetType().Name, ActivityKind.Internal, cause.Trace);
            try
            {
                await using var scope = scopes.CreateAsyncScope();
                var type = typeof(DomainEventNotification<>).MakeGenericType(happened.GetType());
                var notification = (INotification)Activator.CreateInstance(type, happened, cause)!;
                await scope.ServiceProvider.GetRequiredService<IMediator>().Publish(notification, stoppingToken);
            }
            catch (Exception e) when (!stoppingToken.IsCancellationRequested)
            {
                // One event's failure is that event's alone: clients find the gap and fetch it from the log.
                span?.SetStatus(ActivityStatusCode.Error);
                Failed(happened.GetType().Name, e);
            }
        }
    }

    private void Drop((IDomainEvent Event, Cause Cause) dropped)
    {
        Queued.Add(-1);
        DroppedCount.Add(1);
        Dropped(dropped.Event.GetType().Name);
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Event {Event} was dropped: its handlers do not keep up")]
    private partial void Dropped(string @event);

    [LoggerMessage(Level = LogLevel.Error, Message = "A handler of {Event} failed")]
    private partial void Failed(string @event, Exception exception);
}
