namespace ChatFlow.Build;

/// <summary>How often something that dies is started again: five times within any minute. The sixth death says that it will not live.</summary>
internal sealed class RestartBudget(TimeProvider clock)
{
    public const int PerMinute = 5;
    private readonly Queue<DateTimeOffset> _restarts = new();

    public bool TryTake()
    {
        var now = clock.GetUtcNow();
        while (_restarts.TryPeek(out var oldest) && now - oldest >= TimeSpan.FromMinutes(1)) _restarts.Dequeue();
        if (_restarts.Count >= PerMinute) return false;
        _restarts.Enqueue(now);
        return true;
    }
}
