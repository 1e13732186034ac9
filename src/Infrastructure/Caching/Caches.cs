using ChatFlow.Application.Users;
using ChatFlow.Domain.Channels;
using ChatFlow.Domain.Workspaces;

namespace ChatFlow.Infrastructure.Caching;

/// <summary>What of a channel decides about access.</summary>
internal sealed record ChannelFacts(Guid WorkspaceId, ChannelType Type, bool Archived);

/// <summary>A membership of a channel.</summary>
internal sealed record InChannel(ChannelRole Role);

/// <summary>An active membership of a workspace that exists.</summary>
internal sealed record InWorkspace(WorkspaceRole Role);

/// <summary>A session that had not ended when it was kept.</summary>
internal sealed record UntilExpiry(DateTimeOffset ExpiresAt);

/// <summary>
/// Everything that is cached. Only what is there is kept: that somebody is no member is asked of the database each time, so that
/// joining needs no word. The names in Redis are those that the triggers of migration 0012 send.
/// </summary>
internal sealed class Caches
{
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);

    /// <param name="shared">Null on a node alone, which keeps all of it in its own memory.</param>
    public Caches(SharedEntries? shared = null)
    {
        Channels = Make<Guid, ChannelFacts>("channel", Hour, id => $"channel:{id}");
        Members = Make<(Guid Channel, Guid User), InChannel>("channel_member", Hour / 2, of => $"channel:{of.Channel}:member:{of.User}");
        Roles = Make<(Guid Workspace, Guid User), InWorkspace>("workspace_member", Hour, of => $"user:{of.User}:workspace:{of.Workspace}");
        Profiles = Make<Guid, UserDto>("user", Hour, id => $"user:{id}");
        Sessions = Make<Guid, UntilExpiry>("session", 24 * Hour, id => $"session:{id}");

        ICache<TKey, TValue> Make<TKey, TValue>(string name, TimeSpan lifetime, Func<TKey, string> nameOf)
            where TKey : notnull
            where TValue : class => shared is null ? new LocalCache<TKey, TValue>(name) : new SharedCache<TKey, TValue>(name, lifetime, nameOf, shared);
    }

    public ICache<Guid, ChannelFacts> Channels { get; }
    public ICache<(Guid Channel, Guid User), InChannel> Members { get; }
    public ICache<(Guid Workspace, Guid User), InWorkspace> Roles { get; }
    public ICache<Guid, UserDto> Profiles { get; }
    public ICache<Guid, UntilExpiry> Sessions { get; }
}
