using System.Collections.Concurrent;
using ChatFlow.Infrastructure.Settings;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Npgsql;

namespace ChatFlow.Infrastructure.Caching;

/// <summary>
/// In a cluster: hears from PostgreSQL what was changed, by whomever, and takes it out of the caches. The node that made a change has
/// usually done so already; it may have died before, or have lost its way to Redis. While this node does not hear, it asks the database.
/// </summary>
internal sealed partial class CacheUpkeep(IOptions<ConnectionStrings> connections, SharedEntries entries, ILogger<CacheUpkeep> logger)
    : BackgroundService
{
    /// <summary>What a migration's triggers send to the channel of this name: names of entries, or a star for all.</summary>
    private const string Everything = "*";

    private static readonly TimeSpan Between = TimeSpan.FromSeconds(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await Listen(stoppingToken);
            }
            catch (Exception e) when (!stoppingToken.IsCancellationRequested)
            {
                Deaf(e);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            entries.Doubt();
            await Task.Delay(Between, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task Listen(CancellationToken stoppingToken)
    {
        var heard = new ConcurrentQueue<string>();
        // Not one of the pool's: it is never given back.
        await using var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(connections.Value.Postgres) { Pooling = false, KeepAlive = 5 }.ToString());
        connection.Notification += (_, notification) => heard.Enqueue(notification.Payload);
        await connection.OpenAsync(stoppingToken);
        await using (var listen = new NpgsqlCommand("LISTEN chatflow_caches", connection))
            await listen.ExecuteNonQueryAsync(stoppingToken);
        while (true)
        {
            while (heard.TryDequeue(out var names))
            {
                if (names == Everything)
                    await entries.Renew();
                else
                    await entries.Forget(names.Split(' '));
            }
            // Only from here on: what was changed before nobody has heard of.
            if (!entries.IsTrusted)
                await entries.Renew();
            await connection.WaitAsync(Between, stoppingToken);
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "What other nodes change is not heard, so the database is asked instead of the caches")]
    private partial void Deaf(Exception exception);
}
