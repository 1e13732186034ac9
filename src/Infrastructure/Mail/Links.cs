using ChatFlow.Application.Mail;
using Microsoft.Extensions.Options;

namespace ChatFlow.Infrastructure.Mail;

/// <summary>The address under which people reach this ChatFlow (top-level option <c>PublicUrl</c>).</summary>
public sealed class PublicUrlOptions
{
    public string PublicUrl { get; set; } = "http://localhost:8282";
}

internal sealed class Links(IOptions<PublicUrlOptions> options) : ILinks
{
    public string VerifyEmail(string token) => $"{Site}/verify-email?token={token}";

    public string Invite(string token) => $"{Site}/invite/{token}";

    private string Site => options.Value.PublicUrl.TrimEnd('/');
}
