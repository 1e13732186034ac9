using ChatFlow.Application.Pipeline;
using ChatFlow.Domain;
using ChatFlow.Domain.Permissions;
using MediatR;

namespace ChatFlow.Application.Sessions;

/// <summary>Where the caller is signed in.</summary>
public sealed record ListSessions : IRequest<IReadOnlyList<SessionDto>>, IRestricted
{
    public static Permission Permission => Permission.SignedIn;
}

internal sealed class ListSessionsHandler(ISessionStore sessions, ICaller caller, TimeProvider clock)
    : IRequestHandler<ListSessions, IReadOnlyList<SessionDto>>
{
    public Task<IReadOnlyList<SessionDto>> Handle(ListSessions request, CancellationToken cancellationToken) =>
        sessions.ListOf(caller.UserId, caller.SessionId, clock.Now(), cancellationToken);
}
