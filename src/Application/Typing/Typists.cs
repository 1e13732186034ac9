using ChatFlow.Application.Pipeline;
using ChatFlow.Domain.Typing;

namespace ChatFlow.Application.Typing;

/// <summary>
/// Who writes in which channel, by the calls that came to this node. Others are told of a start at most every 3 s, and of its end
/// once: when it is said, when the message comes, or 6 s after the last start.
/// </summary>
internal sealed class Typists(IEventPublisher events, TimeProvider clock)
{
    private static readonly TimeSpan Lasting = TimeSpan.FromSeconds(6);
    private static readonly TimeSpan BetweenStarts = TimeSpan.FromSeconds(3);

    private readonly Lock gate = new();
    private readonly Dictionary<(Guid Channel, Guid User), Typist> typists = [];

    /// <summary>Keeps somebody writing of whom others were told less than 3 s ago. False when they are to be told.</summary>
    public bool Continue(Guid channelId, Guid userId)
    {
        lock (gate)
        {
            if (!typists.TryGetValue((channelId, userId), out var typist) || clock.GetUtcNow() >= typist.ToldAt + BetweenStarts)
                return false;
            // Whoever stopped stays unknown until the 3 s are over, however often they start again.
            if (typist.Writes)
                Until(typist, clock.GetUtcNow() + Lasting);
            return true;
        }
    }

    public void Start(Guid channelId, Guid userId, string displayName)
    {
        lock (gate)
        {
            if (Continue(channelId, userId))
                return;
            var key = (channelId, userId);
            if (!typists.TryGetValue(key, out var typist))
            {
                typist = typists[key] = new Typist();
                typist.Timer = clock.CreateTimer(_ => TimeIsUp(key, typist), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
            }
            (typist.DisplayName, typist.ToldAt, typist.Writes) = (displayName, clock.GetUtcNow(), true);
            Until(typist, typist.ToldAt + Lasting);
            events.Publish([new TypingStarted(channelId, userId, displayName)]);
        }
    }

    public void Stop(Guid channelId, Guid userId)
    {
        lock (gate)
        {
            if (!typists.TryGetValue((channelId, userId), out var typist) || !typist.Writes)
                return;
            Tell((channelId, userId), typist);
            Until(typist, typist.ToldAt + BetweenStarts);
        }
    }

    /// <summary>As <see cref="Stop"/>, and the next start is told at once: whoever sends a message is not playing with the keys.</summary>
    public void End(Guid channelId, Guid userId)
    {
        lock (gate)
        {
            if (typists.TryGetValue((channelId, userId), out var typist))
                Remove((channelId, userId), typist);
        }
    }

    public void EndAll(Guid userId)
    {
        lock (gate)
        {
            foreach (var (key, typist) in typists.Where(t => t.Key.User == userId).ToList())
                Remove(key, typist);
        }
    }

    private void TimeIsUp((Guid, Guid) key, Typist typist)
    {
        lock (gate)
        {
            // Removed, or given more time, while this waited for the lock.
            if (typists.GetValueOrDefault(key) != typist)
                return;
            if (clock.GetUtcNow() >= typist.Until)
                Remove(key, typist);
            else
                Until(typist, typist.Until);
        }
    }

    private void Remove((Guid, Guid) key, Typist typist)
    {
        typists.Remove(key);
        typist.Timer!.Dispose();
        if (typist.Writes)
            Tell(key, typist);
    }

    private void Tell((Guid Channel, Guid User) key, Typist typist)
    {
        typist.Writes = false;
        events.Publish([new TypingStopped(key.Channel, key.User, typist.DisplayName)]);
    }

    private void Until(Typist typist, DateTimeOffset until)
    {
        typist.Until = until;
        var left = until - clock.GetUtcNow();
        typist.Timer!.Change(left > TimeSpan.Zero ? left : TimeSpan.Zero, Timeout.InfiniteTimeSpan);
    }

    private sealed class Typist
    {
        public string DisplayName { get; set; } = "";
        public DateTimeOffset ToldAt { get; set; }

        /// <summary>False for one who stopped, and is remembered only so that the next start is not told too soon.</summary>
        public bool Writes { get; set; }
        public DateTimeOffset Until { get; set; }
        public ITimer? Timer { get; set; }
    }
}
