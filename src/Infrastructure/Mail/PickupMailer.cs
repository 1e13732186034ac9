using ChatFlow.Application.Mail;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using MimeKit;

namespace ChatFlow.Infrastructure.Mail;

/// <summary>Options of the section <c>Mail</c>.</summary>
public sealed class MailOptions
{
    /// <summary>The sender's address.</summary>
    public string From { get; set; } = "ChatFlow <chatflow@localhost>";

    /// <summary>Folder into which every mail is written as an .eml file instead of being sent; for local runs and tests.</summary>
    public string? PickupDirectory { get; set; }
}

/// <summary>Writes mails into a folder, with their links in the log: for local runs, where no mail server is.</summary>
internal sealed partial class PickupMailer(IOptions<MailOptions> options, ILogger<PickupMailer> logger, TimeProvider clock) : IMailer
{
    public async Task Send(Application.Mail.Mail mail, CancellationToken cancellationToken)
    {
        using var message = new MimeMessage { Subject = mail.Subject, Body = new TextPart("plain") { Text = mail.Text }, Date = clock.GetUtcNow() };
        message.From.Add(MailboxAddress.Parse(options.Value.From));
        message.To.Add(MailboxAddress.Parse(mail.To));

        var folder = Directory.CreateDirectory(options.Value.PickupDirectory!);
        var file = Path.Combine(folder.FullName, $"{Domain.Clock.NewId(clock)}.eml");
        // Written beside and moved, so that whoever watches the folder never reads half a mail.
        await message.WriteToAsync(file + ".tmp", cancellationToken);
        File.Move(file + ".tmp", file);
        Written(mail.To, mail.Subject, mail.Link);
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Mail for {To} ({Subject}) lies in the pickup folder; its link: {Link}")]
    private partial void Written(string to, string subject, string? link);
}
