using MimeKit;

namespace ChatFlow.Infrastructure.Mail;

/// <summary>A mail in its form for the world: the text and the HTML as alternatives, to show whichever the reader prefers.</summary>
internal static class MimeMail
{
    public static MimeMessage Of(Application.Mail.Mail mail, string from)
    {
        var sender = MailboxAddress.Parse(from);
        var message = new MimeMessage
        {
            Subject = mail.Subject,
            Date = mail.CreatedAt,
            // The same at every attempt: a mail that is sent twice, after a crash, can be seen to be one.
            MessageId = $"{mail.Id}@{sender.Domain}",
            Body = new MultipartAlternative(new TextPart("plain") { Text = mail.Text }, new TextPart("html") { Text = mail.Html }),
        };
        message.From.Add(sender);
        message.To.Add(new MailboxAddress(null, mail.To));
        // Nobody's holiday should be answered to a machine (RFC 3834).
        message.Headers.Add(HeaderId.AutoSubmitted, "auto-generated");
        return message;
    }
}
