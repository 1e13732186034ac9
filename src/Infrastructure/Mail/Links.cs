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
    public string VerifyEmail(string token) => $"{options.Value.PublicUrl.TrimEnd('/')}/verify-email?token={token}";
}
