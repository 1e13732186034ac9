using ChatFlow.Domain.Sessions;

namespace ChatFlow.Application.Sessions;

/// <summary>Password hashing: slow on purpose, bounded in how many run at once, off the request threads.</summary>
public interface IPasswords
{
    Task<string> Hash(string password, CancellationToken cancellationToken);

    /// <param name="hash">Null for an unknown account: takes as long as a real check, and is false.</param>
    Task<bool> Verify(string password, string? hash, CancellationToken cancellationToken);
}

/// <summary>Random secrets for links and refresh tokens, of which only hashes are stored.</summary>
public interface ISecrets
{
    /// <summary>256 random bits, safe in a URL.</summary>
    string New();

    byte[] Hash(string secret);
}

/// <param name="ExpiresIn">Seconds.</param>
public sealed record AccessToken(string Value, int ExpiresIn);

/// <summary>Signs access tokens (HS256; options <c>Jwt</c>).</summary>
public interface IAccessTokens
{
    AccessToken Issue(Guid userId, Guid sessionId);
}

/// <summary>Devices signed in.</summary>
public interface ISessionStore
{
    Task Add(Session session, CancellationToken cancellationToken);

    /// <summary>Signs the user out everywhere.</summary>
    Task EndAllOf(Guid userId, CancellationToken cancellationToken);
}
