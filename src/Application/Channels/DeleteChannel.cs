using ChatFlow.Application.Audit;
using ChatFlow.Application.Permissions;
using ChatFlow.Application.Pipeline;
using ChatFlow.Domain.Permissions;
using MediatR;

namespace ChatFlow.Application.Channels;

/// <summary>Ends a channel for everybody. Nothing is erased; its name is free again.</summary>
public sealed record DeleteChannel(Guid ChannelId) : IRequest<Unit>, IInChannel
{
    public static Permission Permission => Permission.DeleteChannel;
}

internal sealed class DeleteChannelHandler(IChannelStore channels, IAccess access, ICaller caller) : IRequestHandler<DeleteChannel, Unit>
{
    public async Task<Unit> Handle(DeleteChannel request, CancellationToken cancellationToken)
    {
        var channel = await access.ToChannel(request.ChannelId, caller.UserId, cancellationToken);
        var audit = caller.Did(AuditAction.ChannelDeleted, channel.WorkspaceId, AuditResource.Channel, request.ChannelId);
        await channels.Delete(request.ChannelId, audit, cancellationToken);
        return Unit.Value;
    }
}
