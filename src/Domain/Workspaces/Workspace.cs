namespace ChatFlow.Domain.Workspaces;

/// <summary>A team's own space. Whoever creates it owns it.</summary>
public sealed class Workspace : Aggregate
{
    public const int MaxName = 100;
    public const int MaxDescription = 2000;

    private Workspace(Guid id, string name, string slug, string? description, Guid ownerId, int? retentionHours, DateTimeOffset createdAt)
    {
        Id = id;
        Name = name;
        Slug = slug;
        Description = description;
        OwnerId = ownerId;
        RetentionHours = retentionHours;
        CreatedAt = createdAt;
    }

    public Guid Id { get; }
    public string Name { get; }
    public string Slug { get; }
    public string? Description { get; }
    public Guid OwnerId { get; }

    /// <summary>Hours after which messages are removed; null keeps them.</summary>
    public int? RetentionHours { get; }
    public DateTimeOffset CreatedAt { get; }

    public static Workspace Create(
        Guid ownerId, string name, string? slug, string? description, int? retentionHours, TimeProvider clock)
    {
        var id = clock.NewId();
        return new Workspace(id, name, slug ?? Workspaces.Slug.From(name, id), description, ownerId, retentionHours, clock.Now());
    }
}
