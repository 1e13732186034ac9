using ChatFlow.Application.Pipeline;
using ChatFlow.Domain.Permissions;
using FluentValidation;
using MediatR;

namespace ChatFlow.Application.Messages;

/// <summary>The replies to a message, the oldest first.</summary>
/// <param name="After">A seq: only later replies.</param>
/// <param name="Limit">1 to 100.</param>
/// <param name="Include">html, or null.</param>
public sealed record ListThread(Guid MessageId, long? After, int Limit = 50, string? Include = null) : IRequest<Replies>, IAboutMessage
{
    public static Permission Permission => Permission.ReadChannel;
}

/// <param name="NextCursor">For the next newer page, as after; null when there is none.</param>
public sealed record Replies(IReadOnlyList<MessageDto> Messages, int Limit, long? NextCursor);

internal sealed class ListThreadValidator : AbstractValidator<ListThread>
{
    public ListThreadValidator()
    {
        RuleFor(r => r.Limit).Limit(100);
        RuleFor(r => r.After).Position();
        RuleFor(r => r.Include).Include();
    }
}

internal sealed class ListThreadHandler(IMessageStore messages, IMessageRenderer renderer, ICaller caller) : IRequestHandler<ListThread, Replies>
{
    public async Task<Replies> Handle(ListThread request, CancellationToken cancellationToken)
    {
        var page = await messages.Thread(request.MessageId, request.After ?? 0, request.Limit, caller.UserId, cancellationToken);
        return page with { Messages = [.. page.Messages.Select(message => message.With(request.Include, renderer))] };
    }
}
