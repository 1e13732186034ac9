using ChatFlow.Application.Permissions;
using ChatFlow.Application.Pipeline;
using ChatFlow.Domain.Permissions;
using MediatR;

namespace ChatFlow.Application.Messages;

/// <summary>Pins a message to its channel, or takes the pin out.</summary>
public sealed record PinMessage(Guid MessageId, bool IsPinned) : IRequest<Pinned>, IAboutMessage
{
    public static Permission Permission => Permission.PinMessage;
}

/// <param name="IsNew">False when it was so already.</param>
public sealed record Pinned(MessageDto Message, bool IsNew);

internal sealed class PinMessageHandler(IAccess access, IMessageChanges changes, IMessageStore messages, ICaller caller) : IRequestHandler<PinMessage, Pinned>
{
    public async Task<Pinned> Handle(PinMessage request, CancellationToken cancellationToken)
    {
        var by = await access.ToMessage(request.MessageId, caller.UserId, cancellationToken);
        var isNew = await changes.Pin(by, request.MessageId, request.IsPinned, cancellationToken);
        return new Pinned(await messages.Get(request.MessageId, caller.UserId, cancellationToken), isNew);
    }
}
