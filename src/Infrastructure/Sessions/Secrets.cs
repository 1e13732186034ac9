using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using ChatFlow.Application.Sessions;

namespace ChatFlow.Infrastructure.Sessions;

internal sealed class Secrets : ISecrets
{
    public string New() => Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32));

    /// <summary>One plain round is enough: 256 random bits cannot be guessed, unlike a password.</summary>
    public byte[] Hash(string secret) => SHA256.HashData(Encoding.UTF8.GetBytes(secret));
}
