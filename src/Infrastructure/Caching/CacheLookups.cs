using System.Diagnostics.Metrics;
using ChatFlow.Application.Pipeline;

namespace ChatFlow.Infrastructure.Caching;

/// <summary>Counts what became of the questions to a cache: metric <c>chatflow.cache.lookups</c>, by cache and by result.</summary>
internal sealed class CacheLookups(string cache)
{
    private static readonly Counter<long> Lookups = Telemetry.Meter.CreateCounter<long>("chatflow.cache.lookups", "{lookup}", "Questions to a cache, by what became of them.");

    private readonly KeyValuePair<string, object?> cache = new("chatflow.cache.name", cache);

    public void Hit() => Lookups.Add(1, cache, new("chatflow.cache.result", "hit"));

    public void Miss() => Lookups.Add(1, cache, new("chatflow.cache.result", "miss"));

    /// <summary>The cache could not be asked, or may be wrong, so that the database was.</summary>
    public void Bypass() => Lookups.Add(1, cache, new("chatflow.cache.result", "bypass"));
}
