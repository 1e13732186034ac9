using ChatFlow.Application.Presence;
using ChatFlow.Domain.Channels;
using ChatFlow.Domain.Messages;

namespace ChatFlow.Application.Messages;

internal static class HereMention
{
    /// <summary>Who is online in the workspace, asked only for a text that says @here.</summary>
    public static async Task<IReadOnlyList<Guid>> Here(this IPresence presence, string content, ChannelAccess access, CancellationToken cancellationToken) =>
        content.Contains("@here", StringComparison.OrdinalIgnoreCase) && Mentions.In(content).Here
            ? [.. (await presence.OnlineIn(access.WorkspaceId, cancellationToken)).Select(seen => seen.UserId)]
            : [];
}
