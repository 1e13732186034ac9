namespace ChatFlow.WebApi.Realtime;

/// <summary>In a cluster: does what other nodes say about subscriptions, and looks now and then for what was not heard.</summary>
internal sealed partial class SubscriptionUpkeep(
    Subscriptions subscriptions, OtherNodes others, TimeProvider clock, ILogger<SubscriptionUpkeep> logger) : BackgroundService
{
    /// <summary>The longest that a connection keeps, or lacks, a group after a lost word.</summary>
    private static readonly TimeSpan Between = TimeSpan.FromSeconds(15);

    public override Task StartAsync(CancellationToken cancellationToken)
    {
        others.Listen(change => _ = Apply(change));
        return base.StartAsync(cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Between, clock);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                await subscriptions.Sweep(stoppingToken);
            }
            catch (Exception e) when (!stoppingToken.IsCancellationRequested)
            {
                // The database is away. The next round finds what this one did not.
                NotSwept(e);
            }
        }
    }

    private async Task Apply(SubscriptionChange change)
    {
        try
        {
            await subscriptions.Apply(change, CancellationToken.None);
        }
        catch (Exception e)
        {
            NotApplied(e);
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Subscriptions could not be compared with the memberships; trying again in a moment")]
    private partial void NotSwept(Exception exception);

    [LoggerMessage(Level = LogLevel.Warning, Message = "What another node said about subscriptions could not be done at once")]
    private partial void NotApplied(Exception exception);
}
