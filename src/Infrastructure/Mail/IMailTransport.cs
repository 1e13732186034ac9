namespace ChatFlow.Infrastructure.Mail;

/// <summary>The way out that is configured: a mail server, or a folder.</summary>
internal interface IMailTransport
{
    /// <summary>Returns once somebody else answers for the mail.</summary>
    Task Send(Application.Mail.Mail mail, CancellationToken cancellationToken);
}
