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
    /// The server's words help who has to find out why. Not once it has read the mail: filters quote what they do not like,
    /// and that may be the link.
    /// </summary>
    public static string Reason(Exception failure) => failure switch
    {
        SmtpCommandException { ErrorCode: SmtpErrorCode.MessageNotAccepted or SmtpErrorCode.UnexpectedStatusCode } refused =>
            $"the server answered {(int)refused.StatusCode}",
        ParseException => "the address is not one",
        SmtpCommandException refused => $"{refused.GetType().Name}: {(int)refused.StatusCode} {refused.Message}",
        _ => $"{failure.GetType().Name}: {failure.Message}",
    };
}
