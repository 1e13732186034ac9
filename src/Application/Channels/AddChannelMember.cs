using ChatFlow.Application.Audit;
using ChatFlow.Application.Permissions;
using ChatFlow.Application.Pipeline;
using ChatFlow.Domain;
using ChatFlow.Domain.Channels;
using ChatFlow.Domain.Permissions;
using MediatR;

namespace ChatFlow.Application.Channels;

/// <summary>Joins a public channel oneself, or, as a member of a channel, brings in someone else of the workspace.</summary>
/// <param name="UserId">Null means the caller.</param>
public sealed record AddChannelMember(Guid ChannelId, Guid? UserId) : IRequest<Joined>, IInChannel
{
    public static Permission Permission => Permission.JoinChannel;
}

internal sealed class AddChannelMemberHandler(IChannelStore channels, IAccess access, ICaller caller)
    : IRequestHandler<AddChannelMember, Joined>
{
    public async Task<Joined> Handle(AddChannelMember request, CancellationToken cancellationToken)
    {
        var userId = request.UserId ?? caller.UserId;
        var channel = await access.ToChannel(request.ChannelId, caller.UserId, cancellationToken);
        if (userId != caller.UserId && !channel.IsMember)
            throw new ForbiddenException("Join the channel before you bring others in.");
        var audit = caller.Did(
            AuditAction.ChannelMemberAdded, channel.WorkspaceId, AuditResource.Channel, request.ChannelId, new Dictionary<string, object?>
            {
                ["user_id"] = userId,
                ["role"] = WireName.Of(ChannelRole.Member),
            });
        return await channels.AddMember(request.ChannelId, userId, ChannelRole.Member, audit, cancellationToken);
    }
}
