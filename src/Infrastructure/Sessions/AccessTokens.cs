using System.ComponentModel.DataAnnotations;
using System.Text;
using ChatFlow.Application.Sessions;
using ChatFlow.Infrastructure.Settings;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace ChatFlow.Infrastructure.Sessions;

/// <summary>Options of the section <c>Jwt</c>.</summary>
[Section("Jwt")]
public sealed class JwtOptions
{
    public const string Issuer = "chatflow";
    public const string TypeClaim = "type";
    public const string AccessTokenType = "access_token";

    /// <summary>Secret that signs access tokens, at least 32 bytes of UTF-8. Whoever has it can be anybody.</summary>
    [Secret]
    public string SigningKey { get; set; } = "";

    /// <summary>Keys that signed before this one. Their tokens are good until they expire; take the keys out after that.</summary>
    [Secret]
    public string[] PreviousSigningKeys { get; set; } = [];

    /// <summary>Hours that an access token is good for.</summary>
    [Range(1, 24 * 30)]
    public int AccessTokenHours { get; set; } = 24;

    public SymmetricSecurityKey Key() => KeyOf(SigningKey);

    public IEnumerable<SecurityKey> VerificationKeys() => PreviousSigningKeys.Prepend(SigningKey).Select(KeyOf);

    private static SymmetricSecurityKey KeyOf(string secret) => new(Encoding.UTF8.GetBytes(secret));
}

internal sealed class AccessTokens(IOptions<JwtOptions> options, TimeProvider clock) : IAccessTokens
{
    private static readonly JsonWebTokenHandler Handler = new() { SetDefaultTimesOnTokenCreation = false };

    public AccessToken Issue(Guid userId, Guid sessionId)
    {
        var now = clock.GetUtcNow();
        var lifetime = TimeSpan.FromHours(options.Value.AccessTokenHours);
        var token = Handler.CreateToken(new SecurityTokenDescriptor
        {
            Issuer = JwtOptions.Issuer,
            IssuedAt = now.UtcDateTime,
            Expires = (now + lifetime).UtcDateTime,
            // Who you are, never what you may do: memberships change while a token lives.
            Claims = new Dictionary<string, object>
            {
                [JwtRegisteredClaimNames.Sub] = userId.ToString(),
                [JwtRegisteredClaimNames.Sid] = sessionId.ToString(),
                [JwtOptions.TypeClaim] = JwtOptions.AccessTokenType,
            },
            SigningCredentials = new SigningCredentials(options.Value.Key(), SecurityAlgorithms.HmacSha256),
        });
        return new AccessToken(token, (int)lifetime.TotalSeconds);
    }
}
