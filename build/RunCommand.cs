namespace ChatFlow.Build;

internal sealed record RunOptions(int Port, string? Data, bool Demo);

/// <summary>`run`: from a clone to a running ChatFlow, kept running until it is asked to stop.</summary>
internal static class RunCommand
{
    public static async Task<int> RunAsync(Session session, RunOptions options, CancellationToken stop)
    {
        var screen = session.Screen;
        using var folder = DataFolder.Open(options.Data ?? session.Repository.DefaultData);
        await Toolchain.CheckAsync(session, stop);
        await Leftovers.StopAsync(folder, session, stop);
        // Before the minutes of building, not after.
        Ports.EnsureFree(options.Port);
        await Preparation.ForRunAsync(session, stop);

        var secrets = LocalSecrets.Of(folder);
        await using var services = await LocalServices.StartAsync(folder, secrets, session, stop);
        using var webApi = new WebApiProcess(folder, secrets, services, options.Port, session);
        try
        {
            screen.Step("Applying database migrations");
            await webApi.MigrateAsync(stop);
            if (options.Demo)
            {
                screen.Step("Putting in the demo data");
                await webApi.PutInDemoAsync(stop);
            }
            screen.Step("Starting WebApi");
            webApi.Start();
            Record();
            await webApi.WaitUntilReadyAsync(stop);
            Announce(session, options, folder, webApi.Url);
            await KeepRunningAsync(stop);
        }
        finally
        {
            // WebApi first, so that it can finish what it has accepted while its database is still there.
            await webApi.StopAsync();
            RunRecord.Remove(folder);
        }
        return 0;

        void Record() => new RunRecord(Environment.ProcessId, webApi.Url, webApi.Process?.Id, webApi.Process is { } started ? ProcessIdentity.Of(started.Id) : null,
            services.Postgres?.Process?.Id, session.Clock.GetUtcNow()).Write(folder);

        async Task KeepRunningAsync(CancellationToken stopped)
        {
            var supervisor = new Supervisor(session);
            var kept = new List<Func<CancellationToken, Task>>
            {
                new MailAnnouncer(folder.Mail, session).WatchAsync,
                ct => supervisor.KeepAsync("WebApi", () => webApi.Process!, async again =>
                {
                    await webApi.StopAsync();
                    webApi.Start();
                    Record();
                    await webApi.WaitUntilReadyAsync(again);
                }, ct),
            };
            if (services.Postgres is { } postgres) kept.Add(ct => supervisor.KeepPostgresAsync(postgres, Record, ct));
            await Together.RunAsync(kept, stopped);
        }
    }

    private static void Announce(Session session, RunOptions options, DataFolder folder, string url)
    {
        var screen = session.Screen;
        screen.Headline($"ChatFlow is ready on {url}");
        if (options.Demo) DemoLogins.Print(screen);
        screen.Line();
        screen.Line($"  Mail lands in  {folder.Mail} (and its links here)");
        screen.Line($"  Logs are in    {folder.Log("webapi")} and {folder.Log("postgres")}");
        screen.Line();
        screen.Line("Press Ctrl+C to stop");
    }
}
