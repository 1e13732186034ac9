using ChatFlow.Application.Pipeline;
using MediatR;

namespace ChatFlow.Application.Tests.Pipeline;

public class PublishTests
{
    [Test]
    public void Handlers_EachGetTheNotification_WhateverBecameOfThoseBefore()
    {
        var heard = new List<string>();
        INotificationHandler<Happened>[] handlers =
        [
            new Handler(() => throw new InvalidOperationException("at once")),
            new Handler(async () =>
            {
                await Task.Yield();
                throw new OperationCanceledException("later");
            }),
            new Handler(() =>
            {
                heard.Add("the third");
                return Task.CompletedTask;
            }),
        ];

        var failure = Assert.ThrowsAsync<AggregateException>(() => new EvenMediator(_ => handlers).Publish(new Happened()))!;

        Assert.That(heard, Is.EqualTo(new[] { "the third" }));
        Assert.That(failure.InnerExceptions.Select(one => one.Message), Is.EqualTo(new[] { "at once", "later" }));
    }

    internal sealed record Happened : INotification;

    private sealed class Handler(Func<Task> handle) : INotificationHandler<Happened>
    {
        public Task Handle(Happened notification, CancellationToken cancellationToken) => handle();
    }
}
