namespace ChatFlow.WebApi.Realtime;

/// <summary>Names of the hub's groups. They carry pushes and are no security: whoever may not see, never gets in.</summary>
internal static class Group
{
    private const string ChannelPrefix = "channel:";

    public static string User(Guid userId) => $"user:{userId}";

    public static string Workspace(Guid workspaceId) => $"workspace:{workspaceId}";

    public static string Channel(Guid channelId) => $"{ChannelPrefix}{channelId}";

    /// <summary>Null when it is not a channel's.</summary>
    public static Guid? ChannelOf(string group) =>
        group.StartsWith(ChannelPrefix, StringComparison.Ordinal) ? Guid.Parse(group.AsSpan(ChannelPrefix.Length)) : null;
}
