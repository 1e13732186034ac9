using Microsoft.Extensions.Options;
using MimeKit;

namespace ChatFlow.Infrastructure.Mail;

/// <summary>The server does not start with mail half configured; what it says names the keys to set.</summary>
internal sealed class MailOptionsValidation : IValidateOptions<MailOptions>
{
    public ValidateOptionsResult Validate(string? name, MailOptions options)
    {
        var mistakes = Mistakes(options).ToList();
        return mistakes.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(mistakes);
    }

    private static IEnumerable<string> Mistakes(MailOptions mail)
    {
        if (mail.HasSmtp == !string.IsNullOrWhiteSpace(mail.PickupDirectory))
            yield return "Set exactly one of Mail__Smtp__Host (a mail server) and Mail__PickupDirectory (a folder, for local runs).";
        if (mail.HasSmtp && mail.From == MailOptions.LocalSender)
            yield return "Mail__From is not set: give it the sender's address, such as ChatFlow <chat@example.org>.";
        if (!MailboxAddress.TryParse(mail.From, out _))
            yield return "Mail__From is not an address, such as ChatFlow <chat@example.org>.";
        if (mail.Smtp.User is null != mail.Smtp.Password is null)
            yield return "Set both or none of Mail__Smtp__User and Mail__Smtp__Password.";
    }
}
