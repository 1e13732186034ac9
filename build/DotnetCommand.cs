namespace ChatFlow.Build;

/// <summary>The .NET SDK's commands, without the build servers that they would leave running.</summary>
internal static class DotnetCommand
{
    public static Launch Launch(Session session, string name, params string[] arguments) => new(name, "dotnet", arguments)
    {
        Folder = session.Repository.Root,
        Environment = new Dictionary<string, string>
        {
            ["MSBUILDDISABLENODEREUSE"] = "1",
            ["UseSharedCompilation"] = "false",
            ["DOTNET_CLI_USE_MSBUILD_SERVER"] = "0",
            ["DOTNET_NOLOGO"] = "1",
        },
    };
}
