using System.Text;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace ChatFlow.WebApi.Tests.Sessions;

/// <summary>Access tokens as the server makes them, with one thing or another wrong.</summary>
internal static class TestTokens
{
    /// <param name="hours">From the present until it expires.</param>
    public static string Make(
        Guid user, string session, string key = ChatServer.SigningKey, double hours = 1, string issuer = "chatflow", string type = "access_token",
        string algorithm = SecurityAlgorithms.HmacSha256)
    {
        var now = TimeProvider.System.GetUtcNow().UtcDateTime;
        return new JsonWebTokenHandler().CreateToken(new SecurityTokenDescriptor
        {
            Issuer = issuer,
            IssuedAt = now.AddHours(-2),
            NotBefore = now.AddHours(-2),
            Expires = now.AddHours(hours),
            Claims = new Dictionary<string, object> { ["sub"] = user.ToString(), ["sid"] = session, ["type"] = type },
            SigningCredentials = new SigningCredentials(new SymmetricSecurityKey(Encoding.UTF8.GetBytes(key)), algorithm),
        });
    }
}
