using ChatFlow.Application.Audit;
using ChatFlow.Application.Permissions;
using ChatFlow.Application.Pipeline;
using ChatFlow.Domain.Permissions;
using MediatR;

namespace ChatFlow.Application.Channels;

/// <summary>Takes somebody else out of a channel and its pushes.</summary>
public sealed record RemoveChannelMember(Guid ChannelId, Guid UserId) : IRequest<Unit>, IInChannel
{
    public static Permission Permission => Permission.ManageChannelMembers;
}

internal sealed class RemoveChannelMemberHandler(IChannelMemberStore members, IAccess access, ICaller caller) : IRequestHandler<RemoveChannelMember, Unit>
{
    public async Task<Unit> Handle(RemoveChannelMember request, CancellationToken cancellationToken)
    {
        var channel = await access.ToChannel(request.ChannelId, caller.UserId, cancellationToken);
        var audit = caller.Did(AuditAction.ChannelMemberRemoved, channel.WorkspaceId, AuditResource.Channel, request.ChannelId);
        await members.Remove(request.ChannelId, request.UserId, audit, cancellationToken);
        return Unit.Value;
    }
}
