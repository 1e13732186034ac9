using ChatFlow.Application.Pipeline;
using ChatFlow.Domain.Permissions;
using FluentValidation;
using MediatR;

namespace ChatFlow.Application.Messages;

/// <summary>One message as the caller sees it.</summary>
/// <param name="Include">html, or null.</param>
public sealed record GetMessage(Guid MessageId, string? Include = null) : IRequest<MessageDto>, IAboutMessage
{
    public static Permission Permission => Permission.ReadChannel;
}

internal sealed class GetMessageValidator : AbstractValidator<GetMessage>
{
    public GetMessageValidator() => RuleFor(r => r.Include).Include();
}

internal sealed class GetMessageHandler(IMessageStore messages, IMessageRenderer renderer, ICaller caller) : IRequestHandler<GetMessage, MessageDto>
{
    public async Task<MessageDto> Handle(GetMessage request, CancellationToken cancellationToken) =>
        (await messages.Get(request.MessageId, caller.UserId, cancellationToken)).With(request.Include, renderer);
}
