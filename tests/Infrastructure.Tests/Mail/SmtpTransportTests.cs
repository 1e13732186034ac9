using ChatFlow.Domain;
using ChatFlow.Infrastructure.Mail;
using ChatFlow.Tests.Smtp;
using MailKit.Security;

namespace ChatFlow.Infrastructure.Tests.Mail;

public class SmtpTransportTests
{
    private static readonly Application.Mail.Mail Mail = new(
        TimeProvider.System.NewId(), "milo@example.org", "Grüße", "Text", "<p>Html</p>", "https://chat/", TimeProvider.System.Now());

    [Test]
    public async Task Send_WithUserAndPassword_SignsIn()
    {
        await using var server = await SmtpServer.Start();
        var options = MailFixture.Smtp(server.Port);
        (options.Value.Smtp.User, options.Value.Smtp.Password) = ("chatflow", "secret");

        await new SmtpTransport(options).Send(Mail, default);

        var received = await server.Mail();
        Assert.That(received.User, Is.EqualTo("chatflow"));
        Assert.That(received.From, Is.EqualTo("chat@example.org"));
        Assert.That(received.Message.Subject, Is.EqualTo("Grüße"));
    }

    [Test]
    public async Task Send_WithAWrongPassword_Fails()
    {
        await using var server = await SmtpServer.Start();
        var options = MailFixture.Smtp(server.Port);
        (options.Value.Smtp.User, options.Value.Smtp.Password) = ("chatflow", "wrong");
        Assert.That(() => new SmtpTransport(options).Send(Mail, default), Throws.TypeOf<AuthenticationException>());
    }

    [Test]
    public async Task Send_WhereTheServerHasNoTls_SendsNothingInTheClear()
    {
        await using var server = await SmtpServer.Start();
        var options = MailFixture.Smtp(server.Port);
        options.Value.Smtp.Security = new SmtpOptions().Security;
        Assert.That(() => new SmtpTransport(options).Send(Mail, default), Throws.TypeOf<NotSupportedException>());
    }
}
