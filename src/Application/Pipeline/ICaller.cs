using ChatFlow.Domain;

namespace ChatFlow.Application.Pipeline;

/// <summary>Whoever sent the request, over REST or the hub. Scoped: one a request or hub call.</summary>
public interface ICaller
{
    /// <exception cref="UnauthorizedException">Nobody is signed in.</exception>
    Guid UserId { get; }

    /// <exception cref="UnauthorizedException">Nobody is signed in.</exception>
    Guid SessionId { get; }

    /// <summary>When the call came in, as <see cref="TimeProvider.GetTimestamp"/> of the server's clock has it.</summary>
    long CalledAt { get; }

    /// <summary>The network address as far as it is known, and what the client calls itself; for the list of sessions.</summary>
    string? Address { get; }

    string? UserAgent { get; }
}
