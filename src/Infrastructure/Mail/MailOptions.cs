using System.ComponentModel.DataAnnotations;
using ChatFlow.Infrastructure.Settings;

namespace ChatFlow.Infrastructure.Mail;

/// <summary>Options of the section <c>Mail</c>: exactly one of a mail server and a pickup folder (docs/mail.md).</summary>
[Section("Mail")]
public sealed class MailOptions
{
    internal const string LocalSender = "ChatFlow <chatflow@localhost>";

    /// <summary>The sender's address. Has to be set for a mail server, which will not send in the name of localhost.</summary>
    public string From { get; set; } = LocalSender;

    /// <summary>Folder into which every mail is written as an .eml file instead of being sent; for local runs and tests.</summary>
    public string? PickupDirectory { get; set; }

    public SmtpOptions Smtp { get; set; } = new();

    internal bool HasSmtp => !string.IsNullOrWhiteSpace(Smtp.Host);
}

/// <summary>Options of the section <c>Mail:Smtp</c>.</summary>
public sealed class SmtpOptions
{
    /// <summary>Name of the mail server. Set this, or <c>Mail__PickupDirectory</c>.</summary>
    public string? Host { get; set; }

    /// <summary>465 for <c>Tls</c>.</summary>
    [Range(1, 65535)]
    public int Port { get; set; } = 587;

    /// <summary>Not set, nobody signs in.</summary>
    public string? User { get; set; }

    /// <summary>Of that user.</summary>
    [Secret]
    public string? Password { get; set; }

    /// <summary>How the connection is kept private.</summary>
    public SmtpSecurity Security { get; set; } = SmtpSecurity.StartTls;

    /// <summary>Seconds for one attempt in all, from connecting to the server's last word.</summary>
    [Range(1, 300)]
    public int TimeoutSeconds { get; set; } = 30;
}

public enum SmtpSecurity
{
    /// <summary>In the clear: for a server on the same machine.</summary>
    None,

    /// <summary>Begins in the clear and changes to TLS, or does not send at all.</summary>
    StartTls,

    /// <summary>TLS from the first byte (port 465).</summary>
    Tls,
}
