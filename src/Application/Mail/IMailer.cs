namespace ChatFlow.Application.Mail;

/// <param name="To">The address of one recipient.</param>
/// <param name="Link">The link that the text asks to open, or null; local runs show it in the log.</param>
public sealed record Mail(string To, string Subject, string Text, string? Link);

/// <summary>Sends mail by whatever way is configured (options <c>Mail</c>).</summary>
public interface IMailer
{
    /// <summary>Returns once the mail is handed over for delivery.</summary>
    Task Send(Mail mail, CancellationToken cancellationToken);
}

/// <summary>Builds links that people open, from the option <c>PublicUrl</c>.</summary>
public interface ILinks
{
    string VerifyEmail(string token);
    string Invite(string token);
}
