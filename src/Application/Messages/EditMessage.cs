using ChatFlow.Application.Permissions;
using ChatFlow.Application.Pipeline;
using ChatFlow.Application.Presence;
using ChatFlow.Domain.Permissions;
using FluentValidation;
using MediatR;

namespace ChatFlow.Application.Messages;

/// <summary>Changes what a message of the caller's says, within an hour of sending it. What it said before is kept as its history.</summary>
public sealed record EditMessage(Guid MessageId, string? Content) : IRequest<MessageDto>, IAboutMessage
{
    public static Permission Permission => Permission.EditMessage;
}

internal sealed class EditMessageValidator : AbstractValidator<EditMessage>
{
    public EditMessageValidator() => RuleFor(r => r.Content).MessageContent();
}

internal sealed class EditMessageHandler(IAccess access, IPresence presence, IMessageChanges changes, IMessageStore messages, ICaller caller)
    : IRequestHandler<EditMessage, MessageDto>
{
    public async Task<MessageDto> Handle(EditMessage request, CancellationToken cancellationToken)
    {
        var by = await access.ToMessage(request.MessageId, caller.UserId, cancellationToken);
        await changes.Edit(by, request.MessageId, request.Content!, await presence.Here(request.Content!, by, cancellationToken), cancellationToken);
        return await messages.Get(request.MessageId, caller.UserId, cancellationToken);
    }
}
