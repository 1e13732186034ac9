namespace ChatFlow.Domain.Channels;

/// <summary>A channel between particular people, and nobody else ever.</summary>
/// <param name="People">All of them, sorted: the same people are the same conversation.</param>
public sealed record DirectConversation(
    Guid Id, Guid WorkspaceId, ChannelType Type, IReadOnlyList<Guid> People, Guid CreatedBy, DateTimeOffset CreatedAt)
{
    public const int MaxOthers = 8;

    public static bool IsPossible(Guid userId, IReadOnlyList<Guid> with) => With(userId, with).Count is >= 2 and <= MaxOthers + 1;

    /// <param name="with">The others; the user themself among them changes nothing.</param>
    public static DirectConversation Of(Guid workspaceId, Guid userId, IReadOnlyList<Guid> with, TimeProvider clock)
    {
        var people = With(userId, with);
        var type = people.Count == 2 ? ChannelType.Direct : ChannelType.GroupDm;
        return new DirectConversation(clock.NewId(), workspaceId, type, people, userId, clock.Now());
    }

    private static List<Guid> With(Guid userId, IReadOnlyList<Guid> with) => [.. with.Append(userId).Distinct().Order()];
}

/// <summary>People have a direct conversation that they had not before; seq 1 of its log.</summary>
public sealed record DirectConversationOpened(Guid ChannelId, IReadOnlyList<Guid> People) : IDomainEvent
{
    public const long Seq = 1;
}
