using ChatFlow.Application;
using ChatFlow.Application.Pipeline;
using ChatFlow.Domain.Typing;
using ChatFlow.Infrastructure.Pipeline;
using MediatR;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;

namespace ChatFlow.Infrastructure.Tests.Pipeline;

public class EventPublisherTests
{
    [Test]
    public async Task Event_WhoseHandlerFails_KeepsNoOtherFromItsHandlers()
    {
        var heard = new TaskCompletionSource<string>();
        await using var services = new ServiceCollection()
            .AddSingleton(TimeProvider.System)
            .AddApplication()
            .AddSingleton<INotificationHandler<DomainEventNotification<TypingStarted>>>(new Failing())
            .AddSingleton<INotificationHandler<DomainEventNotification<TypingStarted>>>(new Hearing(heard))
            .BuildServiceProvider();
        using var publisher = new EventPublisher(services.GetRequiredService<IServiceScopeFactory>(), NullLogger<EventPublisher>.Instance);
        await publisher.StartAsync(default);
        publisher.Publish([new TypingStarted(Guid.Empty, Guid.Empty, "bad"), new TypingStarted(Guid.Empty, Guid.Empty, "good")]);
        Assert.That(await heard.Task.WaitAsync(TimeSpan.FromSeconds(20)), Is.EqualTo("good"));
        await publisher.StopAsync(default);
    }

    private sealed class Failing : INotificationHandler<DomainEventNotification<TypingStarted>>
    {
        // As a statement that is given up does: it is not the end of this node.
        public Task Handle(DomainEventNotification<TypingStarted> notification, CancellationToken cancellationToken) => throw new OperationCanceledException();
    }

    private sealed class Hearing(TaskCompletionSource<string> heard) : INotificationHandler<DomainEventNotification<TypingStarted>>
    {
        public Task Handle(DomainEventNotification<TypingStarted> notification, CancellationToken cancellationToken)
        {
            if (notification.Event.DisplayName == "good")
                heard.TrySetResult(notification.Event.DisplayName);
            return Task.CompletedTask;
        }
    }
}
