using ChatFlow.Application.Pipeline;
using ChatFlow.Domain.Permissions;
using MediatR;

namespace ChatFlow.Application.Channels;

/// <summary>One channel as the caller sees it.</summary>
public sealed record GetChannel(Guid ChannelId) : IRequest<ChannelDto>, IInChannel
{
    public static Permission Permission => Permission.ReadChannel;
}

internal sealed class GetChannelHandler(IChannelStore channels, ICaller caller) : IRequestHandler<GetChannel, ChannelDto>
{
    public Task<ChannelDto> Handle(GetChannel request, CancellationToken cancellationToken) =>
        channels.Get(request.ChannelId, caller.UserId, cancellationToken);
}
