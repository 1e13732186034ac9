using ChatFlow.Application.Pipeline;
using ChatFlow.Domain.Permissions;
using FluentValidation;
using MediatR;

namespace ChatFlow.Application.Messages;

/// <summary>A page of a channel's timeline: thread roots only, newest first.</summary>
/// <param name="Limit">1 to 100.</param>
/// <param name="Include">"html" adds the rendered content to each message.</param>
public sealed record ListMessages(Guid ChannelId, TimelinePosition Position, int Limit = 50, string? Include = null) : IRequest<Timeline>, IInChannel
{
    public static Permission Permission => Permission.ReadChannel;
}

internal sealed class ListMessagesValidator : AbstractValidator<ListMessages>
{
    public ListMessagesValidator()
    {
        RuleFor(r => r.Limit).Limit(100);
        RuleFor(r => r.Include).Include();
        RuleFor(r => r.Position.Before).Position().OverridePropertyName("before");
        RuleFor(r => r.Position.After).Position().OverridePropertyName("after");
        RuleFor(r => r.Position.Around).Position().OverridePropertyName("around");
        RuleFor(r => r.Position.Page).InclusiveBetween(1, 1_000_000).OverridePropertyName("page")
            .WithErrorCode("range").WithMessage("'page' must be between 1 and 1000000.");
        RuleFor(r => r.Position).Must(AtMostOne).OverridePropertyName("before").WithErrorCode("exclusive")
            .WithMessage("Give at most one of 'before', 'after', 'around' and 'page'.");
    }

    private static bool AtMostOne(TimelinePosition p) =>
        new[] { p.Before.HasValue, p.After.HasValue, p.Around.HasValue, p.Page.HasValue }.Count(given => given) <= 1;
}

internal sealed class ListMessagesHandler(IMessageStore messages, IMessageRenderer renderer, ICaller caller) : IRequestHandler<ListMessages, Timeline>
{
    public async Task<Timeline> Handle(ListMessages request, CancellationToken cancellationToken)
    {
        var page = await messages.Timeline(request.ChannelId, request.Position, request.Limit, caller.UserId, cancellationToken);
        return page with { Messages = [.. page.Messages.Select(message => message.With(request.Include, renderer))] };
    }
}
