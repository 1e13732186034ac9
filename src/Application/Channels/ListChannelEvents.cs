using ChatFlow.Application.Pipeline;
using ChatFlow.Domain.Permissions;
using FluentValidation;
using MediatR;

namespace ChatFlow.Application.Channels;

/// <summary>What happened in a channel after a seq: how a client finds what it missed, whatever the reason.</summary>
/// <param name="Limit">1 to 500.</param>
public sealed record ListChannelEvents(Guid ChannelId, long? After, int Limit = 200) : IRequest<ChannelEventsDto>, IInChannel
{
    public static Permission Permission => Permission.ReadChannel;
}

internal sealed class ListChannelEventsValidator : AbstractValidator<ListChannelEvents>
{
    public ListChannelEventsValidator()
    {
        RuleFor(r => r.After).Position();
        RuleFor(r => r.Limit).Limit(500);
    }
}

internal sealed class ListChannelEventsHandler(IChannelLog log, ICaller caller) : IRequestHandler<ListChannelEvents, ChannelEventsDto>
{
    public Task<ChannelEventsDto> Handle(ListChannelEvents request, CancellationToken cancellationToken) =>
        log.Read(request.ChannelId, request.After ?? 0, request.Limit, caller.UserId, cancellationToken);
}
