using ChatFlow.Application.Pipeline;
using ChatFlow.Domain.Channels;
using ChatFlow.Domain.Permissions;
using FluentValidation;
using MediatR;

namespace ChatFlow.Application.Channels;

/// <summary>Says what of a channel the caller is notified of.</summary>
/// <param name="Notify">all, mentions, none or muted.</param>
public sealed record SetNotify(Guid ChannelId, string? Notify) : IRequest<ChannelDto>, IInChannel
{
    public static Permission Permission => Permission.FollowChannel;
}

internal sealed class SetNotifyValidator : AbstractValidator<SetNotify>
{
    public SetNotifyValidator() => RuleFor(r => r.Notify).Must(notify => notify is "all" or "mentions" or "none" or "muted")
        .WithErrorCode("one_of").WithMessage("'notify' must be all, mentions, none or muted.");
}

internal sealed class SetNotifyHandler(IReadMarkers markers, IChannelStore channels, ICaller caller) : IRequestHandler<SetNotify, ChannelDto>
{
    public async Task<ChannelDto> Handle(SetNotify request, CancellationToken cancellationToken)
    {
        await markers.SetNotify(request.ChannelId, caller.UserId, Enum.Parse<Notify>(request.Notify!, ignoreCase: true), cancellationToken);
        return await channels.Get(request.ChannelId, caller.UserId, cancellationToken);
    }
}
