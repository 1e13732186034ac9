using ChatFlow.Infrastructure.Mail;
using ChatFlow.Tests.Smtp;
using Microsoft.Extensions.Logging;

namespace ChatFlow.Infrastructure.Tests.Mail;

public class MailSenderTests
{
    private MailFixture fixture = null!;

    [SetUp]
    public async Task CreateDatabase() => fixture = await MailFixture.Create();

    [TearDown]
    public async Task DropDatabase() => await fixture.DisposeAsync();

    [Test]
    public async Task Mails_OfOneQueueWithManyNodes_AreSentOnceEach()
    {
        List<Guid> queued = [];
        for (var i = 0; i < 60; i++)
            queued.Add((await fixture.Queue($"p{i}@example.org")).Id);

        var transport = new ScriptedTransport();
        for (var node = 0; node < 3; node++)
            await fixture.StartSender(transport);
        await fixture.Until(async () => await fixture.Waiting() == 0);

        Assert.That(transport.Sent, Is.EquivalentTo(queued));
    }

    [Test]
    public async Task Mail_WhileNothingListens_Waits_AndIsSentWhenTheServerIsBack()
    {
        var port = SmtpServer.FreePort();
        var mail = await fixture.Queue();
        await fixture.StartSender(port);
        await fixture.Until(() => Task.FromResult(Postponements() >= 4));
        Assert.That(await fixture.Waiting(), Is.EqualTo(1));

        await using var server = await SmtpServer.Start(port);
        var received = await fixture.Until(server.Mail());

        Assert.That(received.Message.MessageId, Is.EqualTo($"{mail.Id}@example.org"));
        await fixture.Until(async () => await fixture.Waiting() == 0);
    }

    [Test]
    public async Task Mail_RefusedForTheMoment_Waits_AndIsSentWhenTheServerTakesItAgain()
    {
        await using var server = await SmtpServer.Start(refusing: true);
        await fixture.Queue();
        await fixture.StartSender(server.Port);
        await fixture.Until(() => Task.FromResult(Postponements() >= 1));

        await server.Accept();
        var received = await fixture.Until(server.Mail());

        Assert.That(received.To, Is.EqualTo(new[] { "milo@example.org" }));
        await fixture.Until(async () => await fixture.Waiting() == 0);
        Assert.That(fixture.Log.GetSnapshot().Select(line => line.Message), Has.Some.Contains("451"), "the log says what the server said");
    }

    [Test]
    public async Task Mail_ThatTheServerDoesNotWant_HoldsUpNoOther()
    {
        await using var server = await SmtpServer.Start();
        for (var i = 0; i < 5; i++)
            await fixture.Queue($"nobody{i}@example.org");
        fixture.Clock.Advance(TimeSpan.FromSeconds(1));
        await fixture.Queue("somebody@example.org");

        await fixture.StartSender(server.Port);

        Assert.That((await server.Mail()).To, Is.EqualTo(new[] { "somebody@example.org" }), "without any time passing: the breaker is closed");
        Assert.That(Postponements(), Is.EqualTo(5), "each of the others was tried once");
    }

    [Test]
    public async Task Mail_ThatCannotBeSentForThreeDays_IsGivenUpWithAnError_AndItsLinkIsInNoLog()
    {
        await fixture.Queue();
        await fixture.StartSender(SmtpServer.FreePort());
        await fixture.Until(() => Task.FromResult(Postponements() >= 1));
        fixture.Clock.Advance(TimeSpan.FromDays(3) - TimeSpan.FromHours(1));
        var before = Postponements();
        await fixture.Until(() => Task.FromResult(Postponements() > before));
        Assert.That(await fixture.Waiting(), Is.EqualTo(1), "kept until then");

        fixture.Clock.Advance(TimeSpan.FromHours(1));
        await fixture.Until(async () => await fixture.Waiting() == 0);

        await fixture.Until(() => Task.FromResult(fixture.Log.LatestRecord.Level == LogLevel.Error));
        Assert.That(fixture.Log.GetSnapshot().Select(line => line.Message), Has.None.Contains("the-secret"));
    }

    [TestCase(1, 5)]
    [TestCase(2, 10)]
    [TestCase(3, 20)]
    [TestCase(8, 640)]
    [TestCase(9, 900)]
    [TestCase(1000, 900)]
    public void Delay_Doubles_UpToAQuarterOfAnHour(int attempts, int seconds) =>
        Assert.That(MailSender.Delay(attempts), Is.EqualTo(TimeSpan.FromSeconds(seconds)));

    private int Postponements() => fixture.Log.GetSnapshot().Count(line => line.Message.Contains("could not be sent"));
}
