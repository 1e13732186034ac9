using ChatFlow.Infrastructure.Settings;

namespace ChatFlow.Infrastructure.Redis;

/// <summary>Options of the section <c>Cluster</c>.</summary>
[Section("Cluster")]
public sealed class ClusterOptions
{
    /// <summary>
    /// True when more than one node serves the same database. Pushes then travel between nodes through Redis. A node
    /// alone leaves it off, and chats on with Redis down.
    /// </summary>
    public bool Enabled { get; set; }
}
