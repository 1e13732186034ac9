namespace ChatFlow.Domain.Channels;

public enum ChannelType
{
    Public,
    Private,
}

public enum ChannelRole
{
    Moderator,
    Member,
}

/// <summary>A conversation of a workspace. Its log begins with its creation, which is event 1.</summary>
public sealed class Channel : Aggregate
{
    public const int MinName = 3;
    public const int MaxName = 80;
    public const int MaxDescription = 2000;
    public const int MaxTopic = 500;

    private Channel(
        Guid id, Guid workspaceId, string name, ChannelType type, string? description, string? topic, Guid createdBy, DateTimeOffset createdAt)
    {
        Id = id;
        WorkspaceId = workspaceId;
        Name = name;
        Slug = Workspaces.Slug.From(name, id);
        Type = type;
        Description = description;
        Topic = topic;
        CreatedBy = createdBy;
        CreatedAt = createdAt;
    }

    public Guid Id { get; }
    public Guid WorkspaceId { get; }
    public string Name { get; }
    public string Slug { get; }
    public ChannelType Type { get; }
    public string? Description { get; }
    public string? Topic { get; }

    /// <summary>Becomes the channel's first member and moderator.</summary>
    public Guid CreatedBy { get; }
    public DateTimeOffset CreatedAt { get; }

    public static Channel Create(
        Guid workspaceId, string name, ChannelType type, string? description, string? topic, Guid createdBy, TimeProvider clock)
    {
        var channel = new Channel(clock.NewId(), workspaceId, name, type, description, topic, createdBy, clock.Now());
        channel.Raise(new ChannelCreated(channel.Id, channel.WorkspaceId, channel.Type, createdBy));
        return channel;
    }
}

/// <summary>A channel was made, with its creator as first member. <see cref="Seq"/> 1 of its log.</summary>
public sealed record ChannelCreated(Guid ChannelId, Guid WorkspaceId, ChannelType Type, Guid CreatedBy) : IDomainEvent
{
    public const long Seq = 1;
}

/// <summary>A channel was renamed, described anew, archived or taken out of the archive.</summary>
public sealed record ChannelUpdated(Guid ChannelId, Guid WorkspaceId, ChannelType Type, long Seq) : IDomainEvent;

/// <summary>A channel is there for nobody any more. Its log ends with <paramref name="Seq"/>.</summary>
public sealed record ChannelDeleted(Guid ChannelId, Guid WorkspaceId, ChannelType Type, long Seq) : IDomainEvent;

/// <summary>Someone became a member of a channel, or has another role there; <paramref name="Seq"/> is its place in the channel's log.</summary>
/// <param name="PreviousRole">Null for who was no member before.</param>
public sealed record MemberJoined(Guid ChannelId, Guid UserId, ChannelRole Role, ChannelRole? PreviousRole, long Seq) : IDomainEvent;

/// <summary>Someone is no member of a channel any more; <paramref name="Role"/> is what they were.</summary>
public sealed record MemberLeft(Guid ChannelId, Guid UserId, ChannelRole Role, long Seq) : IDomainEvent;
