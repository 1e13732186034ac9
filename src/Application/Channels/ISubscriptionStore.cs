namespace ChatFlow.Application.Channels;

/// <summary>What users are subscribed to, as the committed memberships have it.</summary>
public interface ISubscriptionStore
{
    /// <summary>The workspaces in which each of these users is active, and the channels of these which they are a member of.</summary>
    Task<IReadOnlyList<Subscription>> Of(IReadOnlyCollection<Guid> userIds, CancellationToken cancellationToken);

    /// <summary>Of channels that are followed without a membership, those that may be: public ones, by whoever is active in the workspace.</summary>
    Task<IReadOnlyList<Following>> StillAllowed(IReadOnlyCollection<Following> followed, CancellationToken cancellationToken);
}

/// <summary>Has either a workspace or a channel.</summary>
public sealed record Subscription(Guid UserId, Guid? WorkspaceId, Guid? ChannelId);

public readonly record struct Following(Guid UserId, Guid ChannelId);
