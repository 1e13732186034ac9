namespace ChatFlow.Application.Pipeline;

/// <summary>Counts how often something happened within a window of time, for rate limits.</summary>
public interface IWindowCounter
{
    /// <summary>Counts one more, atomically, and says how many that makes in the present window and when the next one begins.</summary>
    /// <param name="key">What is counted, for example "user:…"; kept for one window only.</param>
    ValueTask<(long Count, TimeSpan UntilNext)> Count(string key, TimeSpan window);
}
