using ChatFlow.Application.Permissions;
using ChatFlow.Application.Pipeline;
using ChatFlow.Domain.Messages;
using ChatFlow.Domain.Permissions;
using FluentValidation;
using MediatR;

namespace ChatFlow.Application.Messages;

/// <summary>Adds the caller's reaction to a message, or takes it back.</summary>
/// <param name="Emoji">Exactly one emoji, whatever number of code points it has.</param>
public sealed record ReactToMessage(Guid MessageId, string? Emoji, bool IsAdded) : IRequest<Reacted>, IAboutMessage
{
    public static Permission Permission => Permission.ReactToMessage;
}

/// <param name="Reactions">All of the message.</param>
/// <param name="IsNew">False when it was so already.</param>
public sealed record Reacted(IReadOnlyList<ReactionDto> Reactions, bool IsNew);

internal sealed class ReactToMessageValidator : AbstractValidator<ReactToMessage>
{
    public ReactToMessageValidator() => RuleFor(r => r.Emoji).Must(emoji => emoji is not null && Emoji.IsSingle(emoji))
        .WithErrorCode("emoji").WithMessage("'emoji' must be exactly one emoji.");
}

internal sealed class ReactToMessageHandler(IAccess access, IMessageChanges changes, IMessageStore messages, ICaller caller)
    : IRequestHandler<ReactToMessage, Reacted>
{
    public async Task<Reacted> Handle(ReactToMessage request, CancellationToken cancellationToken)
    {
        var by = await access.ToMessage(request.MessageId, caller.UserId, cancellationToken);
        var isNew = await changes.React(by, request.MessageId, Emoji.Normalise(request.Emoji!)!, request.IsAdded, cancellationToken);
        return new Reacted((await messages.Get(request.MessageId, caller.UserId, cancellationToken)).Reactions, isNew);
    }
}
