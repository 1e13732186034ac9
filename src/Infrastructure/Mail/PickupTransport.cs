using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace ChatFlow.Infrastructure.Mail;

/// <summary>Writes mails into a folder, with their links in the log: for local runs, where no mail server is.</summary>
internal sealed partial class PickupTransport(IOptions<MailOptions> options, ILogger<PickupTransport> logger) : IMailTransport
{
    public async Task Send(Application.Mail.Mail mail, CancellationToken cancellationToken)
    {
        using var message = MimeMail.Of(mail, options.Value.From);
        var folder = Directory.CreateDirectory(options.Value.PickupDirectory!);
        var file = Path.Combine(folder.FullName, $"{mail.Id}.eml");
        // Written beside and moved, so that whoever watches the folder never reads half a mail.
        await message.WriteToAsync(file + ".tmp", cancellationToken);
        File.Move(file + ".tmp", file, overwrite: true);
        Written(mail.To, mail.Subject, mail.Link);
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Mail for {To} ({Subject}) lies in the pickup folder; its link: {Link}")]
    private partial void Written(string to, string subject, string link);
}
