using ChatFlow.Application.Pipeline;
using ChatFlow.Application.Users;
using ChatFlow.Domain.Permissions;
using MediatR;

namespace ChatFlow.Application.Typing;

/// <summary>
/// The caller writes in a channel: to be said again every few seconds, as it ends by itself 6 s after the last time. Said more
/// often than every 3 s, it is accepted and not told again.
/// </summary>
public sealed record StartTyping(Guid ChannelId) : IRequest<Unit>, IInChannel
{
    public static Permission Permission => Permission.PostMessage;
}

internal sealed class StartTypingHandler(Typists typists, IUserStore users, ICaller caller) : IRequestHandler<StartTyping, Unit>
{
    public async Task<Unit> Handle(StartTyping request, CancellationToken cancellationToken)
    {
        if (!typists.Continue(request.ChannelId, caller.UserId))
            typists.Start(request.ChannelId, caller.UserId, (await users.Get(caller.UserId, cancellationToken)).DisplayName);
        return Unit.Value;
    }
}
