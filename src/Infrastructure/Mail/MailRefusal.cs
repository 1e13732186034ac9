using MailKit.Net.Smtp;
using MimeKit;

namespace ChatFlow.Infrastructure.Mail;

/// <summary>What a failed attempt says: whose fault it is, and what of it may be logged.</summary>
internal static class MailRefusal
{
    /// <summary>The server is well and does not want this mail: others may go through.</summary>
    public static bool IsAboutTheMail(Exception failure) => failure is ParseException
        or SmtpCommandException { ErrorCode: SmtpErrorCode.RecipientNotAccepted }
        or SmtpCommandException { ErrorCode: SmtpErrorCode.MessageNotAccepted, StatusCode: >= (SmtpStatusCode)500 };

    /// <summary>
    /// Of the server's own words only the number: they often quote the recipient, and once it has read the mail, filters quote what
    /// they do not like, and that may be the link.
    /// </summary>
    public static string Reason(Exception failure) => failure switch
    {
        SmtpCommandException refused => $"{refused.ErrorCode}: the server answered {(int)refused.StatusCode}",
        ParseException => "the address is not one",
        _ => $"{failure.GetType().Name}: {failure.Message}",
    };
}
