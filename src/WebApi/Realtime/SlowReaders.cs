namespace ChatFlow.WebApi.Realtime;

/// <summary>
/// Cuts connections whose clients read more slowly than they are written to: what waits for them would grow for ever. SignalR itself cuts only
/// those that take nothing at all for a while. A word is sent after all that waits, now and then, and has to be taken within some seconds.
/// </summary>
internal sealed partial class SlowReaders(Connections connections, TimeProvider clock, ILogger<SlowReaders> logger) : BackgroundService
{
    private static readonly TimeSpan Between = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private readonly Dictionary<string, (Task Taken, long Since)> words = [];

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Between, clock);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            var open = connections.All.ToDictionary(connection => connection.Id);
            foreach (var gone in words.Keys.Where(id => !open.ContainsKey(id)).ToList())
                words.Remove(gone);
            foreach (var connection in open.Values)
                Look(connection);
        }
    }

    private void Look(Connection connection)
    {
        if (!words.TryGetValue(connection.Id, out var word) || word.Taken.IsCompleted)
            words[connection.Id] = (connection.SayAfterAll(), clock.GetTimestamp());
        else if (clock.GetElapsedTime(word.Since) > Patience)
        {
            connection.Close();
            Cut(connection.UserId);
        }
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "A connection of user {UserId} was cut: it did not take what it was sent")]
    private partial void Cut(Guid userId);
}
