namespace ChatFlow.Domain;

/// <summary>Something that happened, named in the past tense. Published only after the commit that made it true.</summary>
public interface IDomainEvent;

/// <summary>Collects what happened to it until the change is committed.</summary>
public abstract class Aggregate
{
    private readonly List<IDomainEvent> events = [];

    protected void Raise(IDomainEvent happened) => events.Add(happened);

    /// <summary>What happened since the last call; whoever commits the change takes and publishes it.</summary>
    public IReadOnlyList<IDomainEvent> TakeEvents()
    {
        IDomainEvent[] taken = [.. events];
        events.Clear();
        return taken;
    }
}
