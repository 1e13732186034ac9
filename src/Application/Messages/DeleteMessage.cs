using ChatFlow.Application.Permissions;
using ChatFlow.Application.Pipeline;
using ChatFlow.Domain.Permissions;
using MediatR;

namespace ChatFlow.Application.Messages;

/// <summary>Takes back a message: one's own, or any with the permission for that. Its place in the log stays, its text does not.</summary>
public sealed record DeleteMessage(Guid MessageId) : IRequest<DeletedMessage>, IAboutMessage
{
    public static Permission Permission => Permission.DeleteMessage;
}

/// <summary>Says which message is gone; also what message:deleted carries.</summary>
public record DeletedMessage(Guid MessageId, Guid ChannelId);

internal sealed class DeleteMessageHandler(IAccess access, IMessageChanges changes, ICaller caller) : IRequestHandler<DeleteMessage, DeletedMessage>
{
    public async Task<DeletedMessage> Handle(DeleteMessage request, CancellationToken cancellationToken)
    {
        var by = await access.ToMessage(request.MessageId, caller.UserId, cancellationToken);
        await changes.Delete(by, request.MessageId, cancellationToken);
        return new DeletedMessage(request.MessageId, by.ChannelId);
    }
}
