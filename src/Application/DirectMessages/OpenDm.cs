using ChatFlow.Application.Channels;
using ChatFlow.Application.Pipeline;
using ChatFlow.Domain;
using ChatFlow.Domain.Channels;
using ChatFlow.Domain.Permissions;
using MediatR;

namespace ChatFlow.Application.DirectMessages;

/// <summary>Opens the direct conversation of the caller with others of a workspace. The same people have one, whoever opens it.</summary>
/// <param name="UserIds">1 to 8 others; the caller belongs to it anyway.</param>
public sealed record OpenDm(Guid WorkspaceId, IReadOnlyList<Guid>? UserIds) : IRequest<OpenedDm>, IInWorkspace
{
    public static Permission Permission => Permission.ViewWorkspace;
}

/// <param name="IsNew">False when these people had it before.</param>
public sealed record OpenedDm(ChannelDto Dm, bool IsNew);

/// <summary>Direct conversations: channels that are named by who is in them.</summary>
public interface IDmStore
{
    /// <summary>Finds the conversation of these people or opens it, and makes all of them members (again).</summary>
    /// <exception cref="NotFoundException">One of them is no active member of the workspace.</exception>
    Task<(Guid ChannelId, bool IsNew)> Open(DirectConversation conversation, CancellationToken cancellationToken);

    /// <summary>The user's direct conversations in a workspace, the one with the newest message first.</summary>
    Task<IReadOnlyList<ChannelDto>> List(Guid workspaceId, Guid userId, CancellationToken cancellationToken);
}

internal sealed class OpenDmHandler(IDmStore dms, IChannelStore channels, ICaller caller, TimeProvider clock) : IRequestHandler<OpenDm, OpenedDm>
{
    public async Task<OpenedDm> Handle(OpenDm request, CancellationToken cancellationToken)
    {
        // Here and not by a validator: how many others there are depends on who asks.
        if (request.UserIds is not { } others || !DirectConversation.IsPossible(caller.UserId, others))
            throw new InvalidRequestException("user_ids", "range", $"'user_ids' must name 1 to {DirectConversation.MaxOthers} other people.");
        var (channelId, isNew) = await dms.Open(DirectConversation.Of(request.WorkspaceId, caller.UserId, others, clock), cancellationToken);
        return new OpenedDm(await channels.Get(channelId, caller.UserId, cancellationToken), isNew);
    }
}
