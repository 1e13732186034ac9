namespace ChatFlow.Build;

/// <summary>Keeps a process running: says when it died, starts it again, and gives up when it dies too often.</summary>
internal sealed class Supervisor(Session session)
{
    private static readonly TimeSpan Breath = TimeSpan.FromSeconds(1);

    public Task KeepPostgresAsync(EmbeddedPostgres postgres, Action started, CancellationToken stop) =>
        KeepAsync("PostgreSQL", () => postgres.Process!, async again =>
        {
            await postgres.StopAsync();
            await postgres.StartAsync(again);
            started();
        }, stop);

    /// <summary>Ends only by cancellation, or by a refusal when the budget is spent.</summary>
    public async Task KeepAsync(string name, Func<ChildProcess> current, Func<CancellationToken, Task> restart, CancellationToken stop)
    {
        var budget = new RestartBudget(session.Clock);
        while (true)
        {
            var exitCode = await current().Exited.WaitAsync(stop);
            // Whoever stops everything at once (a closing terminal, a container's end) reaches the children too: that is no crash.
            await Task.Delay(Breath, session.Clock, stop);
            session.Screen.Warning($"{name} died ({ChildProcess.Describe(exitCode)})");
            while (true)
            {
                if (!budget.TryTake())
                    throw new Refusal($"{name} died more than {RestartBudget.PerMinute} times within a minute. Its last lines:{Environment.NewLine}{current().Tail}");
                session.Screen.Step($"Starting {name} again");
                try
                {
                    await restart(stop);
                    session.Screen.Step($"{name} is back");
                    break;
                }
                catch (Refusal failed)
                {
                    session.Screen.Warning(failed.Message);
                    await Task.Delay(Breath, session.Clock, stop);
                }
            }
        }
    }
}
