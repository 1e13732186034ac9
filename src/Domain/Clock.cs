namespace ChatFlow.Domain;

/// <summary>The two things that are taken from a clock: the time and ids that sort by it.</summary>
public static class Clock
{
    /// <summary>
    /// Now, in whole milliseconds. The wire has milliseconds and PostgreSQL microseconds: what is cut here once
    /// reads the same in the answer to a send and in every later listing.
    /// </summary>
    public static DateTimeOffset Now(this TimeProvider clock)
    {
        var now = clock.GetUtcNow();
        return now.AddTicks(-(now.Ticks % TimeSpan.TicksPerMillisecond));
    }

    /// <summary>A UUIDv7: unique without asking anyone, and close together in an index when made close in time.</summary>
    public static Guid NewId(this TimeProvider clock) => Guid.CreateVersion7(clock.GetUtcNow());
}
