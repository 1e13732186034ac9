using System.ComponentModel.DataAnnotations;
using ChatFlow.Application.Mail;
using ChatFlow.Infrastructure.Settings;
using Microsoft.Extensions.Options;

namespace ChatFlow.Infrastructure.Mail;

/// <summary>Options without a section.</summary>
[Section("")]
public sealed class PublicUrlOptions
{
    /// <summary>The address under which people reach this ChatFlow; links in mails begin with it.</summary>
    [Url]
    public string PublicUrl { get; set; } = "http://localhost:8282";
}

internal sealed class Links(IOptions<PublicUrlOptions> options) : ILinks
{
    public string VerifyEmail(string token) => $"{Site}/verify-email?token={token}";

    public string ResetPassword(string token) => $"{Site}/reset-password?token={token}";

    public string Invite(string token) => $"{Site}/invite/{token}";

    private string Site => options.Value.PublicUrl.TrimEnd('/');
}
