using ChatFlow.Application.Audit;
using ChatFlow.Application.Permissions;
using ChatFlow.Application.Pipeline;
using ChatFlow.Domain.Permissions;
using MediatR;

namespace ChatFlow.Application.Channels;

/// <summary>Leaves a channel, an archived one too.</summary>
public sealed record LeaveChannel(Guid ChannelId) : IRequest<Unit>, IInChannel
{
    public static Permission Permission => Permission.LeaveChannel;
}

internal sealed class LeaveChannelHandler(IChannelMemberStore members, IAccess access, ICaller caller) : IRequestHandler<LeaveChannel, Unit>
{
    public async Task<Unit> Handle(LeaveChannel request, CancellationToken cancellationToken)
    {
        var channel = await access.ToChannel(request.ChannelId, caller.UserId, cancellationToken);
        var audit = caller.Did(AuditAction.ChannelMemberLeft, channel.WorkspaceId, AuditResource.Channel, request.ChannelId);
        await members.Leave(request.ChannelId, audit, cancellationToken);
        return Unit.Value;
    }
}
