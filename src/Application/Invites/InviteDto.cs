using ChatFlow.Application.Audit;
using ChatFlow.Domain;
using ChatFlow.Domain.Workspaces;

namespace ChatFlow.Application.Invites;

/// <summary>An invitation on the wire, for the one who made it.</summary>
/// <param name="Token">Shown once; only its hash is stored.</param>
/// <param name="Url">The page that accepts it.</param>
/// <param name="Email">The only address that may accept it; null for a link.</param>
/// <param name="MaxUses">Null means without limit.</param>
public sealed record InviteDto(
    Guid Id, string Token, string Url, string? Email, string Role, int? MaxUses, int Uses, DateTimeOffset ExpiresAt, Guid CreatedBy);

/// <summary>Invitations and their use.</summary>
public interface IInviteStore
{
    /// <param name="secretHash">Of the token.</param>
    Task Add(Invite invite, byte[] secretHash, Mail.Mail? mail, AuditEntry audit, CancellationToken cancellationToken);

    /// <summary>
    /// Makes the caller a member by an invitation and spends one use of it; spends none when they are a member already.
    /// Publishes <see cref="WorkspaceMemberJoined"/>.
    /// </summary>
    /// <returns>The workspace.</returns>
    /// <exception cref="NotFoundException">Unknown, expired, used up, for somebody else, or made by someone who may not invite so any more.</exception>
    /// <exception cref="UnprocessableException">The workspace is full.</exception>
    Task<Guid> Accept(byte[] secretHash, Acceptance by, CancellationToken cancellationToken);
}

/// <summary>Who accepts, and from where.</summary>
public sealed record Acceptance(Guid UserId, string? Address, string? UserAgent);
