using ChatFlow.Application.Pipeline;
using ChatFlow.Application.Sessions;
using ChatFlow.Domain;
using ChatFlow.Domain.Permissions;
using MediatR;

namespace ChatFlow.Application.Users;

/// <summary>Erases the caller as a person. What they wrote stays, as written by a deleted user (docs/decisions/0011-erasing-people.md).</summary>
public sealed record EraseMe : IRequest<Unit>, IRestricted
{
    public static Permission Permission => Permission.SignedIn;
}

/// <summary>Takes a person out of everything that is kept.</summary>
public interface IErasure
{
    /// <summary>
    /// Leaves every workspace and channel, ends every session, and empties or deletes whatever says who it was; audited. All at once or
    /// not at all. Publishes what leaving and ending sessions publish.
    /// </summary>
    /// <param name="passwordHash">Takes the place of the real one: of a secret that nobody has.</param>
    /// <exception cref="UnprocessableException">They own a workspace.</exception>
    /// <exception cref="UnauthorizedException">They have been erased already.</exception>
    Task Erase(Guid userId, string passwordHash, CancellationToken cancellationToken);
}

internal sealed class EraseMeHandler(IErasure erasure, IPasswords passwords, ISecrets secrets, ICaller caller) : IRequestHandler<EraseMe, Unit>
{
    public async Task<Unit> Handle(EraseMe request, CancellationToken cancellationToken)
    {
        await erasure.Erase(caller.UserId, await passwords.Hash(secrets.New(), cancellationToken), cancellationToken);
        return Unit.Value;
    }
}
