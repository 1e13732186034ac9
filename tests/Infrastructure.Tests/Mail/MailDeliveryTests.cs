using ChatFlow.Domain;
using ChatFlow.Infrastructure.Mail;
using MailKit.Net.Smtp;
using Microsoft.Extensions.Time.Testing;
using MimeKit;
using Polly.CircuitBreaker;

namespace ChatFlow.Infrastructure.Tests.Mail;

public class MailDeliveryTests
{
    private static readonly Exception Down = new IOException("down");
    private static readonly Exception Unwanted = new SmtpCommandException(
        SmtpErrorCode.RecipientNotAccepted, SmtpStatusCode.MailboxUnavailable, new MailboxAddress(null, "nobody@example.org"), "No such user");

    private readonly FakeTimeProvider clock = new();

    [Test]
    public async Task Breaker_OpensAfterThreeFailuresInARow_AndTriesAgainAfterAMinute()
    {
        var transport = new ScriptedTransport(Failures(9));
        var delivery = Delivery(transport);
        for (var i = 0; i < 3; i++)
            Assert.That(await Attempt(delivery), Is.SameAs(Down));
        Assert.That(transport.Calls, Is.EqualTo(9), "each with two quick repeats");

        Assert.That(await Attempt(delivery), Is.InstanceOf<BrokenCircuitException>());
        clock.Advance(MailDelivery.Break - TimeSpan.FromSeconds(5));
        Assert.That(await Attempt(delivery), Is.InstanceOf<BrokenCircuitException>());
        Assert.That(transport.Calls, Is.EqualTo(9), "the server has its rest");

        clock.Advance(TimeSpan.FromSeconds(5));
        Assert.That(await Attempt(delivery), Is.Null);
        Assert.That(await Attempt(delivery), Is.Null, "closed again");
    }

    [Test]
    public async Task Breaker_CountsOnlyFailuresInARow()
    {
        var delivery = Delivery(new ScriptedTransport([.. Failures(6), null, .. Failures(6), null, .. Failures(9)]));
        Assert.That(await Attempts(delivery, 9), Is.EqualTo(new[] { Down, Down, null, Down, Down, null, Down, Down, Down }));
        Assert.That(await Attempt(delivery), Is.InstanceOf<BrokenCircuitException>(), "the successes before do not dilute these three");
    }

    [Test]
    public async Task Breaker_IsNoneOfAMailThatTheServerDoesNotWant_WhichIsNotRepeatedEither()
    {
        var delivery = Delivery(new ScriptedTransport([.. Enumerable.Repeat(Unwanted, 4), .. Failures(6), Unwanted, .. Failures(9)]));
        Assert.That(
            await Attempts(delivery, 10),
            Is.EqualTo(new[] { Unwanted, Unwanted, Unwanted, Unwanted, Down, Down, Unwanted, Down, Down, Down }));
        Assert.That(await Attempt(delivery), Is.InstanceOf<BrokenCircuitException>());
    }

    [Test]
    public async Task Stumble_IsRepeatedAtOnce()
    {
        var transport = new ScriptedTransport(Down);
        Assert.That(await Attempt(Delivery(transport)), Is.Null);
        Assert.That(transport.Calls, Is.EqualTo(2));
    }

    private MailDelivery Delivery(ScriptedTransport transport) => new(transport, MailFixture.Smtp(25), clock);

    private static Exception?[] Failures(int count) => [.. Enumerable.Repeat(Down, count)];

    private async Task<List<Exception?>> Attempts(MailDelivery delivery, int count)
    {
        List<Exception?> outcomes = [];
        for (var i = 0; i < count; i++)
            outcomes.Add(await Attempt(delivery));
        return outcomes;
    }

    /// <summary>What the attempt threw, or null. Time passes only as far as its repeats need: milliseconds.</summary>
    private async Task<Exception?> Attempt(MailDelivery delivery)
    {
        var mail = new Application.Mail.Mail(clock.NewId(), "milo@example.org", "Subject", "Text", "Html", "https://chat/", clock.Now());
        var sending = delivery.Send(mail, default);
        while (!sending.IsCompleted)
        {
            clock.Advance(TimeSpan.FromMilliseconds(100));
            await Task.WhenAny(sending, Task.Delay(5));
        }
        return (await Task.WhenAny(sending)).Exception?.InnerException;
    }
}
