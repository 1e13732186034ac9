namespace ChatFlow.WebApi.Realtime;

/// <summary>Names of the hub's groups. They carry pushes and are no security: whoever may not see, never gets in.</summary>
internal static class Group
{
    public static string User(Guid userId) => $"user:{userId}";

    public static string Workspace(Guid workspaceId) => $"workspace:{workspaceId}";

    public static string Channel(Guid channelId) => $"channel:{channelId}";
}
