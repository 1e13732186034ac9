using ChatFlow.Application.Audit;
using ChatFlow.Application.Permissions;
using ChatFlow.Application.Pipeline;
using ChatFlow.Domain.Permissions;
using MediatR;

namespace ChatFlow.Application.Channels;

/// <summary>Takes a channel out of the archive: it can be written to again.</summary>
public sealed record UnarchiveChannel(Guid ChannelId) : IRequest<ChannelDto>, IInChannel
{
    public static Permission Permission => Permission.ArchiveChannel;
}

internal sealed class UnarchiveChannelHandler(IChannelStore channels, IAccess access, ICaller caller) : IRequestHandler<UnarchiveChannel, ChannelDto>
{
    public async Task<ChannelDto> Handle(UnarchiveChannel request, CancellationToken cancellationToken)
    {
        var channel = await access.ToChannel(request.ChannelId, caller.UserId, cancellationToken);
        var audit = caller.Did(AuditAction.ChannelUnarchived, channel.WorkspaceId, AuditResource.Channel, request.ChannelId);
        await channels.SetArchived(request.ChannelId, archived: false, audit, cancellationToken);
        return await channels.Get(request.ChannelId, caller.UserId, cancellationToken);
    }
}
