using ChatFlow.Application.Files;
using ChatFlow.Domain;
using Dapper;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace ChatFlow.Infrastructure.Files;

/// <summary>
/// Removes what was never sent, and what went with its message, channel or workspace: the bytes first, then the row, so that a crash in
/// between leaves a row by which the next round finds them.
/// </summary>
public sealed partial class FileSweeper(NpgsqlDataSource postgres, IContentStore contents, TimeProvider clock, ILogger<FileSweeper> logger)
    : BackgroundService
{
    private static readonly TimeSpan Between = TimeSpan.FromMinutes(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Between, clock);
        do
        {
            try
            {
                await Sweep(stoppingToken);
            }
            catch (Exception e) when (!stoppingToken.IsCancellationRequested)
            {
                // Database or store are away, or not set up yet. What is to go stays to go.
                Failed(e);
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    /// <returns>How many files were removed.</returns>
    public async Task<int> Sweep(CancellationToken cancellationToken)
    {
        var removed = 0;
        var before = -1;
        while (removed > before)
        {
            before = removed;
            foreach (var fileId in await Condemn(cancellationToken))
                removed += await Remove(fileId, cancellationToken) ? 1 : 0;
        }
        if (removed > 0)
            Swept(removed);
        return removed;
    }

    /// <returns>False when it could not be: the others can all the same.</returns>
    private async Task<bool> Remove(Guid fileId, CancellationToken cancellationToken)
    {
        try
        {
            await contents.Delete(fileId, cancellationToken);
        }
        catch (Exception e) when (!cancellationToken.IsCancellationRequested)
        {
            NotRemoved(fileId, e);
            return false;
        }
        await using var connection = await postgres.OpenConnectionAsync(cancellationToken);
        await connection.ExecuteAsync(new CommandDefinition(FileSql.Remove, new { fileId }, cancellationToken: cancellationToken));
        return true;
    }

    private async Task<List<Guid>> Condemn(CancellationToken cancellationToken)
    {
        await using var connection = await postgres.OpenConnectionAsync(cancellationToken);
        return (await connection.QueryAsync<Guid>(
            new CommandDefinition(FileSql.Condemn, new { now = clock.Now() }, cancellationToken: cancellationToken))).AsList();
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "{Count} files that are not needed any more were removed")]
    private partial void Swept(int count);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The file {FileId} could not be removed; trying again in a minute")]
    private partial void NotRemoved(Guid fileId, Exception exception);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Files that are not needed any more could not be removed; trying again in a minute")]
    private partial void Failed(Exception exception);
}
