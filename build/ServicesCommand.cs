namespace ChatFlow.Build;

/// <summary>`services`: only PostgreSQL and Redis, for working from an IDE.</summary>
internal static class ServicesCommand
{
    public static async Task<int> RunAsync(Session session, string? data, CancellationToken stop)
    {
        var screen = session.Screen;
        using var folder = DataFolder.Open(data ?? session.Repository.DefaultData);
        await Toolchain.CheckAsync(session, stop);
        await Leftovers.StopAsync(folder, session, stop);
        await Preparation.PostgresAsync(session, stop);
        await using var services = await LocalServices.StartAsync(folder, LocalSecrets.Of(folder), session, stop);
        try
        {
            Record();
            screen.Headline("PostgreSQL and Redis are ready");
            foreach (var (name, value) in services.Environment) screen.Line($"export {name}=\"{value}\"");
            screen.Line();
            screen.Line("Press Ctrl+C to stop");
            if (services.Postgres is { } postgres) await new Supervisor(session).KeepPostgresAsync(postgres, Record, stop);
            await Task.Delay(Timeout.InfiniteTimeSpan, session.Clock, stop);
        }
        finally
        {
            RunRecord.Remove(folder);
        }
        return 0;

        void Record() => new RunRecord(Environment.ProcessId, null, null, null, services.Postgres?.Process?.Id, session.Clock.GetUtcNow()).Write(folder);
    }
}
