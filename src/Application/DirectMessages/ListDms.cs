using ChatFlow.Application.Channels;
using ChatFlow.Application.Pipeline;
using ChatFlow.Domain.Permissions;
using MediatR;

namespace ChatFlow.Application.DirectMessages;

/// <summary>The caller's direct conversations in a workspace.</summary>
public sealed record ListDms(Guid WorkspaceId) : IRequest<IReadOnlyList<ChannelDto>>, IInWorkspace
{
    public static Permission Permission => Permission.ViewWorkspace;
}

internal sealed class ListDmsHandler(IDmStore dms, ICaller caller) : IRequestHandler<ListDms, IReadOnlyList<ChannelDto>>
{
    public Task<IReadOnlyList<ChannelDto>> Handle(ListDms request, CancellationToken cancellationToken) =>
        dms.List(request.WorkspaceId, caller.UserId, cancellationToken);
}
