namespace ChatFlow.Application.Mail;

/// <summary>
/// A mail that is to go out. A store writes it in the transaction of its cause, so there is never one without the other;
/// it is sent afterwards (docs/mail.md).
/// </summary>
/// <param name="Id">Becomes the Message-ID: the same at every attempt, so that a receiver can drop a repeat.</param>
/// <param name="To">The address of one recipient.</param>
/// <param name="Link">The link that the texts ask to open; local runs show it in the log.</param>
public sealed record Mail(Guid Id, string To, string Subject, string Text, string Html, string Link, DateTimeOffset CreatedAt)
{
    /// <summary>The invitation that it brings, with which it is taken back; null for other mails.</summary>
    public Guid? InviteId { get; init; }
}

/// <summary>Builds links that people open, from the option <c>PublicUrl</c>.</summary>
public interface ILinks
{
    string VerifyEmail(string token);
    string ResetPassword(string token);
    string Invite(string token);
}
