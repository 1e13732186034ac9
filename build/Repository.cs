namespace ChatFlow.Build;

/// <summary>Where things lie in the clone this program was built from.</summary>
internal sealed record Repository(string Root)
{
    public string Build => Path.Combine(Root, "build");
    public string Client => Path.Combine(Root, "client");
    public string EndToEndTests => Path.Combine(Root, "tests", "EndToEnd");
    public string Chaos => Path.Combine(Root, "tests", "Chaos");
    public string ChaosAssembly => Path.Combine(Chaos, "bin", "Release", "net10.0", "ChatFlow.Chaos.Tests.dll");
    public string S3Server => Path.Combine(Root, "tests", "S3");
    public string SmtpServer => Path.Combine(Root, "tests", "Smtp");
    public string Solution => Path.Combine(Root, "ChatFlow.sln");
    public string WebApiProject => Path.Combine(Root, "src", "WebApi");
    public string WebApiAssembly => Release.FitsThisMachine
        ? Path.Combine(WebApiProject, "bin", "Release", "net10.0", Release.Runtime, "publish", "ChatFlow.WebApi.dll")
        : Path.Combine(WebApiProject, "bin", "Release", "net10.0", "ChatFlow.WebApi.dll");
    public string LoadTool => Path.Combine(Root, "tests", "Load");
    public string LoadAssembly => Path.Combine(LoadTool, "bin", "Release", "net10.0", "ChatFlow.Load.dll");

    /// <summary>Not among what people keep in <see cref="DefaultData"/>.</summary>
    public string LoadData => Path.Combine(Root, ".load");
    public string DefaultData => Path.Combine(Root, ".local");

    public static Repository Find()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
            if (File.Exists(Path.Combine(folder.FullName, "ChatFlow.sln")))
                return new Repository(folder.FullName);
        throw new Refusal($"There is no ChatFlow.sln above {AppContext.BaseDirectory}. Run this from a clone: dotnet run --project build");
    }
}
