using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace ChatFlow.Infrastructure.Mail;

/// <summary>Writes mails into a folder: for local runs, and until a mail server is set.</summary>
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
        Written(file);
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "A mail was written to {File}; no mail server is set")]
    private partial void Written(string file);
}
