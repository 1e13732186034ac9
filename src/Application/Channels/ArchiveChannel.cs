using ChatFlow.Application.Audit;
using ChatFlow.Application.Permissions;
using ChatFlow.Application.Pipeline;
using ChatFlow.Domain.Permissions;
using MediatR;

namespace ChatFlow.Application.Channels;

/// <summary>Makes a channel read-only; it stays to be read.</summary>
public sealed record ArchiveChannel(Guid ChannelId) : IRequest<ChannelDto>, IInChannel
{
    public static Permission Permission => Permission.ArchiveChannel;
}

internal sealed class ArchiveChannelHandler(IChannelStore channels, IAccess access, ICaller caller) : IRequestHandler<ArchiveChannel, ChannelDto>
{
    public async Task<ChannelDto> Handle(ArchiveChannel request, CancellationToken cancellationToken)
    {
        var channel = await access.ToChannel(request.ChannelId, caller.UserId, cancellationToken);
        var audit = caller.Did(AuditAction.ChannelArchived, channel.WorkspaceId, AuditResource.Channel, request.ChannelId);
        await channels.SetArchived(request.ChannelId, archived: true, audit, cancellationToken);
        return await channels.Get(request.ChannelId, caller.UserId, cancellationToken);
    }
}
