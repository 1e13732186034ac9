using ChatFlow.Application.Pipeline;
using MediatR;
using Microsoft.Extensions.DependencyInjection;

namespace ChatFlow.Application.Tests.Pipeline;

public class PublishTests
{
    [Test]
    public async Task Handlers_EachGetTheNotification_WhateverBecameOfThoseBefore()
    {
        var heard = new List<string>();
        await using var services = new ServiceCollection()
            .AddSingleton<INotificationHandler<Happened>>(new Handler(() => throw new InvalidOperationException("at once")))
            .AddSingleton<INotificationHandler<Happened>>(new Handler(async () =>
            {
                await Task.Yield();
                throw new OperationCanceledException("later");
            }))
            .AddSingleton<INotificationHandler<Happened>>(new Handler(() =>
            {
                heard.Add("the third");
                return Task.CompletedTask;
            }))
            .BuildServiceProvider();

        var failure = Assert.ThrowsAsync<AggregateException>(() => new EvenMediator(services.GetService!).Publish(new Happened()))!;

        Assert.That(heard, Is.EqualTo(new[] { "the third" }));
        Assert.That(failure.InnerExceptions.Select(one => one.Message), Is.EqualTo(new[] { "at once", "later" }));
    }

    internal sealed record Happened : INotification;

    private sealed class Handler(Func<Task> handle) : INotificationHandler<Happened>
    {
        public Task Handle(Happened notification, CancellationToken cancellationToken) => handle();
    }
}
