using ChatFlow.Application.Users;
using ChatFlow.Tests.Postgres;
using ChatFlow.Tests.Smtp;
using Microsoft.Extensions.Time.Testing;
using MimeKit;

namespace ChatFlow.WebApi.Tests.Mail;

/// <summary>Registration and a real mail server.</summary>
public class MailServerTests
{
    private readonly FakeTimeProvider clock = new(TimeProvider.System.GetUtcNow());
    private TestDatabase database = null!;

    [SetUp]
    public async Task CreateDatabase() => database = await TestDatabase.Create();

    [TearDown]
    public async Task DropDatabase() => await database.DisposeAsync();

    [Test]
    public async Task Registration_MailsTextAndHtml_AndTheLinkWorks()
    {
        await using var smtp = await SmtpServer.Start();
        await using var server = Server(smtp.Port);
        var email = Person.NewEmail();
        await Register(server, email);

        var mail = await smtp.Mail();
        Assert.That(mail.To, Is.EqualTo(new[] { email }));
        Assert.That(mail.From, Is.EqualTo("chat@example.org"));
        Assert.That(mail.Message.TextBody, Does.Contain("/verify-email?token="));
        Assert.That(mail.Message.HtmlBody, Does.Contain("/verify-email?token=").And.Contain("Milo Tanaka"));

        await server.Http().Post<UserDto>("/api/auth/verify-email", new { token = Person.TokenIn(mail.Message) });
        Assert.That((await Person.LogIn(server, email)).User.EmailVerified, Is.True);
    }

    [Test]
    public async Task Registration_WhileTheMailServerIsDown_IsAnswered_AndTheMailComesWhenItIsBack()
    {
        var port = SmtpServer.FreePort();
        await using var server = Server(port);
        var email = Person.NewEmail();
        await Register(server, email);
        await TimePasses(async () => await database.Scalar<int>("SELECT max(attempts) FROM mails") >= 2);

        await using var smtp = await SmtpServer.Start(port);
        var coming = smtp.Mail();
        await TimePasses(() => Task.FromResult(coming.IsCompleted));
        await server.Http().Post<UserDto>("/api/auth/verify-email", new { token = Person.TokenIn((await coming).Message) });
    }

    [Test]
    public async Task Registration_WhileTheMailServerRefuses_IsAnswered_AndTheMailComesWhenItTakesItAgain()
    {
        await using var smtp = await SmtpServer.Start(refusing: true);
        await using var server = Server(smtp.Port);
        await Register(server, Person.NewEmail());
        await smtp.Refusal();

        await smtp.Accept();
        var coming = smtp.Mail();
        await TimePasses(() => Task.FromResult(coming.IsCompleted));
        await server.Http().Post<UserDto>("/api/auth/verify-email", new { token = Person.TokenIn((await coming).Message) });
    }

    [Test]
    public async Task SentMail_LeavesNothingBehind()
    {
        await using var smtp = await SmtpServer.Start();
        await using var server = Server(smtp.Port);
        await Register(server, Person.NewEmail());
        await smtp.Mail();
        await TimePasses(async () => await database.Scalar<long>("SELECT count(*) FROM mails") == 0);
    }

    [Test]
    public async Task DisplayName_WithHeadersInIt_IsATextLikeAnyOther()
    {
        await using var smtp = await SmtpServer.Start();
        await using var server = Server(smtp.Port);
        var email = Person.NewEmail();
        await Register(server, email, "Eve\r\nBcc: all@example.org\r\n\r\n<b>hi</b>");

        var mail = await smtp.Mail();
        Assert.That(mail.To, Is.EqualTo(new[] { email }));
        Assert.That(mail.Message.Headers.Select(header => header.Id), Has.None.EqualTo(HeaderId.Bcc));
        Assert.That(mail.Message.Subject, Is.EqualTo("Verify your address"));
        Assert.That(mail.Message.TextBody, Does.StartWith("Welcome to ChatFlow, Eve Bcc: all@example.org <b>hi</b>!"));
        Assert.That(mail.Message.HtmlBody, Does.Not.Contain("<b>"));
    }

    private ChatServer Server(int smtpPort) => new(
        database, clock, ("Mail:PickupDirectory", ""), ("Mail:From", "ChatFlow <chat@example.org>"), ("Mail:Smtp:Host", "127.0.0.1"),
        ("Mail:Smtp:Port", $"{smtpPort}"), ("Mail:Smtp:Security", "none"), ("Mail:Smtp:TimeoutSeconds", "300"));

    private static Task<UserDto> Register(ChatServer server, string email, string name = "Milo Tanaka") =>
        server.Http().Post<UserDto>("/api/auth/register", new { email, password = Person.Password, display_name = name });

    /// <summary>Lets time pass, quicker than it does, until it is so.</summary>
    private async Task TimePasses(Func<Task<bool>> until)
    {
        using var late = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while (!await until())
        {
            clock.Advance(TimeSpan.FromSeconds(5));
            await Task.Delay(20, late.Token);
        }
    }
}
