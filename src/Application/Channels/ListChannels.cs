using ChatFlow.Application.Pipeline;
using ChatFlow.Domain.Permissions;
using MediatR;

namespace ChatFlow.Application.Channels;

/// <summary>The channels of a workspace that the caller may know of.</summary>
public sealed record ListChannels(Guid WorkspaceId) : IRequest<IReadOnlyList<ChannelDto>>, IInWorkspace
{
    public static Permission Permission => Permission.ViewWorkspace;
}

internal sealed class ListChannelsHandler(IChannelStore channels, ICaller caller)
    : IRequestHandler<ListChannels, IReadOnlyList<ChannelDto>>
{
    public Task<IReadOnlyList<ChannelDto>> Handle(ListChannels request, CancellationToken cancellationToken) =>
        channels.ListVisible(request.WorkspaceId, caller.UserId, cancellationToken);
}
