namespace ChatFlow.Build;

/// <summary>ChatFlow's server: its two errands (migrate, demo) and the server itself.</summary>
internal sealed class WebApiProcess(DataFolder folder, LocalSecrets secrets, LocalServices services, int port, Session session) : IDisposable
{
    private static readonly TimeSpan ReadyWithin = TimeSpan.FromSeconds(90);
    private static readonly HttpClient Http = new() { Timeout = TimeSpan.FromSeconds(5) };

    public ChildProcess? Process { get; private set; }
    public string Url => $"http://localhost:{port}";

    public Task MigrateAsync(CancellationToken stop) => ErrandAsync("The database migration", "migrate", stop);

    public Task PutInDemoAsync(CancellationToken stop) => ErrandAsync("Putting in the demo data", "demo", stop);

    public void Start()
    {
        Process?.Dispose();
        Process = ChildProcess.Start(Launch("WebApi"));
    }

    /// <summary>Ends when the server answers; a refusal when it ends before that or takes too long.</summary>
    public async Task WaitUntilReadyAsync(CancellationToken stop)
    {
        var process = Process!;
        var begin = session.Clock.GetTimestamp();
        var last = "no answer";
        while (session.Clock.GetElapsedTime(begin) < ReadyWithin)
        {
            if (process.Exited.IsCompleted)
                throw new Refusal($"WebApi ended while starting ({ChildProcess.Describe(await process.Exited)}).{Environment.NewLine}{process.Tail}");
            try
            {
                using var answer = await Http.GetAsync(new Uri($"{Url}/health/ready"), stop);
                if (answer.IsSuccessStatusCode) return;
                last = $"it answers {(int)answer.StatusCode}";
            }
            catch (Exception notYet) when (notYet is HttpRequestException || (notYet is TaskCanceledException && !stop.IsCancellationRequested))
            {
                last = notYet.Message;
            }
            await Task.Delay(TimeSpan.FromMilliseconds(100), session.Clock, stop);
        }
        throw new Refusal($"WebApi was not ready within {ReadyWithin.TotalSeconds:0} seconds ({Url}/health/ready: {last}).{Environment.NewLine}{process.Tail}");
    }

    public Task StopAsync() => Process?.StopAsync(TimeSpan.FromSeconds(20)) ?? Task.CompletedTask;

    public void Dispose() => Process?.Dispose();

    private Task ErrandAsync(string name, string argument, CancellationToken stop) =>
        CommandLine.RunAsync(Launch(name, argument), stop, TimeSpan.FromMinutes(5));

    private Launch Launch(string name, params string[] arguments) => new(name, "dotnet", [session.Repository.WebApiAssembly, .. arguments])
    {
        Folder = Path.GetDirectoryName(session.Repository.WebApiAssembly),
        LogFile = folder.Log("webapi"),
        Environment = new Dictionary<string, string>(services.Environment)
        {
            ["ASPNETCORE_ENVIRONMENT"] = "Development",
            ["ASPNETCORE_URLS"] = Url,
            ["Jwt__SigningKey"] = secrets.JwtSigningKey,
            ["Mail__PickupDirectory"] = folder.Mail,
            ["Files__Directory"] = folder.Files,
            ["PublicUrl"] = Url,
            ["Client__Root"] = Path.Combine(session.Repository.Client, "dist"),
        },
    };
}
