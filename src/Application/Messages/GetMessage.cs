using ChatFlow.Application.Pipeline;
using ChatFlow.Domain.Permissions;
using MediatR;

namespace ChatFlow.Application.Messages;

/// <summary>One message as the caller sees it.</summary>
public sealed record GetMessage(Guid MessageId) : IRequest<MessageDto>, IAboutMessage
{
    public static Permission Permission => Permission.ReadChannel;
}

internal sealed class GetMessageHandler(IMessageStore messages, ICaller caller) : IRequestHandler<GetMessage, MessageDto>
{
    public Task<MessageDto> Handle(GetMessage request, CancellationToken cancellationToken) =>
        messages.Get(request.MessageId, caller.UserId, cancellationToken);
}
