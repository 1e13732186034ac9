using ChatFlow.Domain.Channels;
using ChatFlow.Domain.Workspaces;
using ChatFlow.Infrastructure.Permissions;
using ChatFlow.Infrastructure.Postgres;
using Dapper;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace ChatFlow.Infrastructure.Caching;

/// <summary>At start: caches who may do what in the channels written to last, so that a node that comes back under load does not ask for each of them.</summary>
/// <param name="shared">Null on a node alone.</param>
internal sealed partial class CacheWarming(NpgsqlDataSource postgres, Caches caches, ILogger<CacheWarming> logger, SharedEntries? shared = null) : BackgroundService
{
    private static readonly TimeSpan Between = TimeSpan.FromSeconds(1);

    public async Task Warm(CancellationToken cancellationToken)
    {
        await caches.Channels.Warm(async token => [.. (await Rows(token)).DistinctBy(row => row.ChannelId)
            .Select(row => KeyValuePair.Create(row.ChannelId, row.ToFacts()))], cancellationToken);
        await caches.Roles.Warm(async token => [.. (await Rows(token)).DistinctBy(row => (row.WorkspaceId, row.UserId))
            .Select(row => KeyValuePair.Create((row.WorkspaceId, row.UserId), new InWorkspace(Enum.Parse<WorkspaceRole>(row.Role, ignoreCase: true))))], cancellationToken);
        await caches.Members.Warm(async token => [.. (await Rows(token))
            .Select(row => KeyValuePair.Create((row.ChannelId, row.UserId), new InChannel(Enum.Parse<ChannelRole>(row.Membership, ignoreCase: true))))], cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                if (shared is null or { IsTrusted: true })
                {
                    await Warm(stoppingToken);
                    return;
                }
            }
            catch (Exception e) when (!stoppingToken.IsCancellationRequested)
            {
                // The database is away, or not migrated yet.
                Cold(e);
            }
            await Task.Delay(Between, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    // Read anew by each cache, because each takes its mark before.
    private async Task<List<BusyRow>> Rows(CancellationToken cancellationToken)
    {
        await using var connection = await postgres.OpenConnectionAsync(cancellationToken);
        return (await connection.QueryAsync<BusyRow>(new CommandDefinition(WarmingSql.Busiest, cancellationToken: cancellationToken))).AsList();
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "The caches could not be warmed yet; trying again in a moment")]
    private partial void Cold(Exception exception);

    private sealed class BusyRow : ChannelFactsRow
    {
        public Guid ChannelId { get; init; }
        public Guid UserId { get; init; }
        public required string Role { get; init; }
        public required string Membership { get; init; }
    }
}

[Statements]
internal static class WarmingSql
{
    // Reads all channels, once; channel_members' primary key.
    public const string Busiest = """
        SELECT c.id AS channel_id, c.workspace_id, c.type, c.archived_at IS NOT NULL AS archived, m.user_id, w.role, m.role AS membership
        FROM (
            SELECT id, workspace_id, type, archived_at, last_message_at
            FROM channels
            WHERE deleted_at IS NULL AND last_message_at IS NOT NULL
            ORDER BY last_message_at DESC LIMIT 100
        ) c
        JOIN workspaces s ON s.id = c.workspace_id AND s.deleted_at IS NULL
        JOIN channel_members m ON m.channel_id = c.id
        JOIN workspace_members w ON w.workspace_id = c.workspace_id AND w.user_id = m.user_id AND w.status = 'active'
        ORDER BY c.last_message_at DESC LIMIT 20000
        """;
}
