using ChatFlow.Application.Pipeline;
using ChatFlow.Domain.Permissions;
using MediatR;

namespace ChatFlow.Application.Messages;

/// <summary>The messages that are pinned to a channel, the last pinned first.</summary>
public sealed record ListPins(Guid ChannelId) : IRequest<IReadOnlyList<MessageDto>>, IInChannel
{
    public static Permission Permission => Permission.ReadChannel;
}

internal sealed class ListPinsHandler(IMessageStore messages, ICaller caller) : IRequestHandler<ListPins, IReadOnlyList<MessageDto>>
{
    public Task<IReadOnlyList<MessageDto>> Handle(ListPins request, CancellationToken cancellationToken) =>
        messages.Pins(request.ChannelId, caller.UserId, cancellationToken);
}
