using ChatFlow.Domain;
using ChatFlow.Infrastructure.Postgres;
using Dapper;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace ChatFlow.Infrastructure.Statistics;

/// <summary>Counts the statistics anew every 5 minutes, on one node of a cluster, while they can still be read.</summary>
public sealed partial class StatisticsRefresher(NpgsqlDataSource postgres, TimeProvider clock, ILogger<StatisticsRefresher> logger)
    : BackgroundService
{
    private static readonly TimeSpan Between = TimeSpan.FromMinutes(5);

    // Not with the other statements: PostgreSQL has no PREPARE for it.
    private const string RefreshViews = """
        REFRESH MATERIALIZED VIEW CONCURRENTLY channel_statistics;
        REFRESH MATERIALIZED VIEW CONCURRENTLY member_statistics
        """;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Between, clock);
        do
        {
            try
            {
                // Half a round, because the nodes of a cluster do not begin theirs at the same time.
                await Refresh(clock.Now() - Between / 2, stoppingToken);
            }
            catch (Exception e) when (!stoppingToken.IsCancellationRequested)
            {
                // The database is away, or not migrated yet. The old numbers stay until the next round.
                Failed(e);
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    /// <param name="countedBy">Numbers that were counted after this time are new enough.</param>
    /// <returns>False when they were, or another node is just counting.</returns>
    public async Task<bool> Refresh(DateTimeOffset countedBy, CancellationToken cancellationToken)
    {
        await using var connection = await postgres.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        if (await transaction.Find<int?>(StatisticsSql.Begin, new { now = clock.Now(), countedBy }, cancellationToken) is null)
            return false;
        await connection.ExecuteAsync(new CommandDefinition(
            RefreshViews, transaction: transaction, commandTimeout: (int)Between.TotalSeconds, cancellationToken: cancellationToken));
        await transaction.CommitAsync(cancellationToken);
        return true;
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The statistics could not be counted; trying again in 5 minutes")]
    private partial void Failed(Exception exception);
}
