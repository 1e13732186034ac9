using ChatFlow.Application.Audit;
using ChatFlow.Application.Pipeline;
using ChatFlow.Domain;
using ChatFlow.Domain.Permissions;
using MediatR;

namespace ChatFlow.Application.Sessions;

/// <summary>Ends one of the caller's sessions, on whatever device.</summary>
public sealed record EndSession(Guid SessionId) : IRequest<Unit>, IRestricted
{
    public static Permission Permission => Permission.SignedIn;
}

internal sealed class EndSessionHandler(ISessionStore sessions, ICaller caller) : IRequestHandler<EndSession, Unit>
{
    public async Task<Unit> Handle(EndSession request, CancellationToken cancellationToken) =>
        await sessions.End(caller.UserId, request.SessionId, AuditAction.SessionEnded, caller.Origin(), cancellationToken)
            ? Unit.Value : throw new NotFoundException("The session");
}
