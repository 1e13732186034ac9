using System.Diagnostics;
using Npgsql;

namespace ChatFlow.Load.Indexing;

/// <summary>How far the server has come with making messages findable.</summary>
internal static class IndexingProgress
{
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan BetweenLines = TimeSpan.FromSeconds(5);

    /// <summary>Returns when all that is in the logs has been read; says how fast it went, if there was something.</summary>
    public static async Task Wait(NpgsqlDataSource postgres, CancellationToken stop)
    {
        var (begin, told) = (Stopwatch.GetTimestamp(), Stopwatch.GetTimestamp());
        var first = await Behind(postgres, stop);
        for (var behind = first; behind > 0; behind = await Behind(postgres, stop))
        {
            if (Stopwatch.GetElapsedTime(told) > BetweenLines)
            {
                told = Stopwatch.GetTimestamp();
                Screen.Line($"{first - behind:N0} of {first:N0} messages indexed");
            }
            await Task.Delay(BetweenLooks, stop);
        }
        if (first > 0)
            Screen.Line($"The server indexed {first:N0} messages, {first / Stopwatch.GetElapsedTime(begin).TotalSeconds:N0} a second");
    }

    /// <summary>Events of all logs that were not read yet.</summary>
    public static async Task<long> Behind(NpgsqlDataSource postgres, CancellationToken stop)
    {
        await using var command = postgres.CreateCommand("SELECT coalesce(sum(c.last_seq - coalesce(p.seq, 0)), 0)::bigint FROM channels c LEFT JOIN search_progress p ON p.channel_id = c.id");
        return (long)(await command.ExecuteScalarAsync(stop))!;
    }
}
