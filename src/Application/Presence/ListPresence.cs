using ChatFlow.Application.Pipeline;
using ChatFlow.Domain.Permissions;
using MediatR;

namespace ChatFlow.Application.Presence;

/// <summary>The members of a workspace who are seen online.</summary>
public sealed record ListPresence(Guid WorkspaceId) : IRequest<IReadOnlyList<PresenceDto>>, IInWorkspace
{
    public static Permission Permission => Permission.ViewWorkspace;
}

internal sealed class ListPresenceHandler(IPresence presence) : IRequestHandler<ListPresence, IReadOnlyList<PresenceDto>>
{
    public Task<IReadOnlyList<PresenceDto>> Handle(ListPresence request, CancellationToken cancellationToken) =>
        presence.OnlineIn(request.WorkspaceId, cancellationToken);
}
