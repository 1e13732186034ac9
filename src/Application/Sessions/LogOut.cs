using ChatFlow.Application.Audit;
using ChatFlow.Application.Pipeline;
using ChatFlow.Domain.Permissions;
using MediatR;

namespace ChatFlow.Application.Sessions;

/// <summary>Ends the session that asks: its tokens are dead and its sockets closed.</summary>
public sealed record LogOut : IRequest<Unit>, IRestricted
{
    public static Permission Permission => Permission.SignedIn;
}

internal sealed class LogOutHandler(ISessionStore sessions, ICaller caller) : IRequestHandler<LogOut, Unit>
{
    public async Task<Unit> Handle(LogOut request, CancellationToken cancellationToken)
    {
        await sessions.End(caller.UserId, caller.SessionId, AuditAction.LoggedOut, caller.Origin(), cancellationToken);
        return Unit.Value;
    }
}
