using MailKit.Net.Smtp;
using MailKit.Security;
using Microsoft.Extensions.Options;

namespace ChatFlow.Infrastructure.Mail;

/// <summary>Hands mails to a mail server, each over a connection of its own: mails are rare here, and a held connection breaks unseen.</summary>
internal sealed class SmtpTransport(IOptions<MailOptions> options) : IMailTransport
{
    private readonly SmtpOptions smtp = options.Value.Smtp;

    public async Task Send(Application.Mail.Mail mail, CancellationToken cancellationToken)
    {
        using var message = MimeMail.Of(mail, options.Value.From);
        using var client = new SmtpClient { Timeout = smtp.TimeoutSeconds * 1000 };
        await client.ConnectAsync(smtp.Host!, smtp.Port, Security, cancellationToken);
        if (smtp is { User: { } user, Password: { } password })
            await client.AuthenticateAsync(user, password, cancellationToken);
        await client.SendAsync(message, cancellationToken);
        // The server has answered for the mail: whether it hears the goodbye does not matter (MailKit keeps those errors to itself).
        await client.DisconnectAsync(quit: true, CancellationToken.None);
    }

    private SecureSocketOptions Security => smtp.Security switch
    {
        SmtpSecurity.None => SecureSocketOptions.None,
        SmtpSecurity.StartTls => SecureSocketOptions.StartTls,
        SmtpSecurity.Tls => SecureSocketOptions.SslOnConnect,
        _ => throw new InvalidOperationException($"{smtp.Security} is no kind of security."),
    };
}
