using ChatFlow.Domain.Permissions;

namespace ChatFlow.Application.Pipeline;

/// <summary>
/// Declares what a request needs, as a fact of its type: nothing to forget in a handler, and tests can list it.
/// Requests about a workspace or a channel also say which, by <see cref="IInWorkspace"/>, <see cref="IInChannel"/> or
/// <see cref="IAboutMessage"/>.
/// </summary>
public interface IRestricted
{
    static abstract Permission Permission { get; }
}

/// <summary>The permission is asked of the caller's role in this workspace.</summary>
public interface IInWorkspace : IRestricted
{
    Guid WorkspaceId { get; }
}

/// <summary>The permission is asked of what the caller may do in the channel of this message.</summary>
public interface IAboutMessage : IRestricted
{
    Guid MessageId { get; }
}

/// <summary>The permission is asked of what the caller may do in this channel.</summary>
public interface IInChannel : IRestricted
{
    Guid ChannelId { get; }
}
