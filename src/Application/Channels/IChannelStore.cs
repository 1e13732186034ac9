using ChatFlow.Application.Audit;
using ChatFlow.Domain;
using ChatFlow.Domain.Channels;

namespace ChatFlow.Application.Channels;

/// <param name="IsNew">False when the user was a member already; then nothing was changed and no seq spent.</param>
public sealed record Joined(ChannelMemberDto Member, bool IsNew);

/// <summary>Channels and their members. Every change takes the next seq of the channel's log in its own transaction.</summary>
public interface IChannelStore
{
    /// <summary>Adds the channel with its creator as first member and moderator, and publishes its events.</summary>
    /// <exception cref="ConflictException">The name is taken in this workspace.</exception>
    /// <exception cref="NotFoundException">The creator is no active member of the workspace (any more).</exception>
    Task Add(Channel channel, AuditEntry audit, CancellationToken cancellationToken);

    /// <summary>Adds a member, reads their marker up to now, and publishes <see cref="MemberJoined"/> when it is new.</summary>
    /// <param name="audit">Written when they are new.</param>
    /// <exception cref="NotFoundException">The user is no active member of the channel's workspace.</exception>
    Task<Joined> AddMember(Guid channelId, Guid userId, ChannelRole role, AuditEntry audit, CancellationToken cancellationToken);

    /// <summary>The channel as this user sees it. Access is not asked here.</summary>
    /// <exception cref="NotFoundException">No such channel.</exception>
    Task<ChannelDto> Get(Guid channelId, Guid userId, CancellationToken cancellationToken);

    /// <summary>The channels of a workspace that the user may know of: public ones and those they are a member of; by name.</summary>
    Task<IReadOnlyList<ChannelDto>> ListVisible(Guid workspaceId, Guid userId, CancellationToken cancellationToken);

    /// <summary>A member as the channel's other members see them.</summary>
    /// <exception cref="NotFoundException">The user is no member.</exception>
    Task<ChannelMemberDto> GetMember(Guid channelId, Guid userId, CancellationToken cancellationToken);
}
