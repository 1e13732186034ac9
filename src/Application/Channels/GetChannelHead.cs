using ChatFlow.Application.Pipeline;
using ChatFlow.Domain.Permissions;
using MediatR;

namespace ChatFlow.Application.Channels;

/// <summary>
/// How far a channel's log goes. Also the question whether the caller may follow the channel live: asked for every
/// subscription anew, of the memberships, because a socket's groups say nothing about rights.
/// </summary>
public sealed record GetChannelHead(Guid ChannelId) : IRequest<ChannelHead>, IInChannel
{
    public static Permission Permission => Permission.ReadChannel;
}

/// <param name="LastSeq">The seq of the newest event.</param>
public sealed record ChannelHead(Guid ChannelId, long LastSeq);

internal sealed class GetChannelHeadHandler(IChannelLog log) : IRequestHandler<GetChannelHead, ChannelHead>
{
    public async Task<ChannelHead> Handle(GetChannelHead request, CancellationToken cancellationToken) =>
        new(request.ChannelId, await log.Head(request.ChannelId, cancellationToken));
}
