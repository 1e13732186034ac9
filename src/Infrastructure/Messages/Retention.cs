using ChatFlow.Application.Audit;
using ChatFlow.Application.Pipeline;
using ChatFlow.Domain;
using ChatFlow.Domain.Messages;
using ChatFlow.Infrastructure.Audit;
using ChatFlow.Infrastructure.Channels;
using ChatFlow.Infrastructure.Postgres;
using Dapper;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace ChatFlow.Infrastructure.Messages;

/// <summary>
/// Deletes what is older than a workspace keeps its messages, as their authors would have: every client learns it from the channel's log,
/// and text, history, reactions, files and index go. In batches, each a transaction with its entry in the audit log, on one node of a
/// cluster. See docs/decisions/0021.
/// </summary>
public sealed partial class Retention(NpgsqlDataSource postgres, IEventPublisher events, TimeProvider clock, ILogger<Retention> logger)
    : BackgroundService
{
    /// <summary>Messages in one transaction: its channel is locked for some milliseconds.</summary>
    public const int BatchSize = 200;

    private static readonly TimeSpan Between = TimeSpan.FromMinutes(5);

    private static readonly string[] Deleting =
        [RetentionSql.Texts, RetentionSql.Roots, RetentionSql.Edits, RetentionSql.Reactions, RetentionSql.Mentions, RetentionSql.Notifications, RetentionSql.Files];

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Between, clock);
        do
        {
            try
            {
                await Apply(stoppingToken);
            }
            catch (Exception e) when (!stoppingToken.IsCancellationRequested)
            {
                // The database is away, or not migrated yet. What is too old is so the next time as well.
                Failed(e);
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    /// <returns>How many messages were deleted.</returns>
    public async Task<int> Apply(CancellationToken cancellationToken)
    {
        var deleted = 0;
        List<Guid> failed = [];
        while (await Batch(failed, cancellationToken) is { } batch)
            deleted += batch;
        return deleted;
    }

    /// <param name="failed">Channels that are left for the next time; one that fails now is added, so that it does not keep the others from their turn.</param>
    /// <returns>Null when nothing is left, or another node is at it.</returns>
    private async Task<int?> Batch(List<Guid> failed, CancellationToken cancellationToken)
    {
        await using var connection = await postgres.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        var now = clock.Now();
        if (!await transaction.Find<bool>(RetentionSql.TakeTurn, new { }, cancellationToken)
            || await transaction.Find<Due>(RetentionSql.NextChannel, new { now, failed = failed.ToArray() }, cancellationToken) is not { } due)
            return null;
        try
        {
            return await Delete(due, now, transaction, cancellationToken);
        }
        catch (Exception e) when (!cancellationToken.IsCancellationRequested)
        {
            // If it is the database that is away, the next batch says so, and is the last.
            failed.Add(due.ChannelId);
            ChannelFailed(due.ChannelId, e);
            return 0;
        }
    }

    private async Task<int> Delete(Due due, DateTimeOffset now, NpgsqlTransaction transaction, CancellationToken cancellationToken)
    {
        // A statement of its own: what follows sees all that was committed before the lock was got.
        await transaction.Execute(ChannelSql.Lock, new { due.ChannelId }, cancellationToken);
        var looked = await transaction.List<Aged>(
            RetentionSql.Next, new { due.ChannelId, due.Before, batch = BatchSize }, cancellationToken);
        var gone = looked.Where(message => !message.IsDeleted).Select(message => message.Id).ToArray();
        List<MessageDeleted> deletions = [];
        if (gone.Length > 0)
        {
            foreach (var delete in Deleting)
                await transaction.Execute(delete, new { ids = gone, now }, cancellationToken);
            deletions = await transaction.List<MessageDeleted>(RetentionSql.Tell, new { due.ChannelId, ids = gone, now }, cancellationToken);
            await transaction.Log(
                new AuditEntry(
                    due.WorkspaceId, due.OwnerId, AuditAction.RetentionApplied, AuditResource.Channel, due.ChannelId, Before: null,
                    new Dictionary<string, object?> { ["messages"] = gone.Length, ["older_than"] = due.Before }, Address: null, UserAgent: null),
                clock, cancellationToken);
        }
        await transaction.Execute(RetentionSql.Advance, new { due.ChannelId, seq = looked[^1].Seq }, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        events.Publish(deletions);
        Applied(due.ChannelId, gone.Length);
        return gone.Length;
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Retention: {Count} messages of channel {ChannelId} were deleted")]
    private partial void Applied(Guid channelId, int count);

    [LoggerMessage(Level = LogLevel.Error, Message = "Old messages of channel {ChannelId} could not be deleted; trying again in 5 minutes")]
    private partial void ChannelFailed(Guid channelId, Exception exception);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Old messages could not be deleted; trying again in 5 minutes")]
    private partial void Failed(Exception exception);

    private sealed class Due
    {
        public Guid ChannelId { get; init; }
        public Guid WorkspaceId { get; init; }
        public Guid OwnerId { get; init; }
        public DateTimeOffset Before { get; init; }
    }

    private sealed class Aged
    {
        public Guid Id { get; init; }
        public long Seq { get; init; }
        public bool IsDeleted { get; init; }
    }
}

[Statements]
internal static class RetentionSql
{
    // Any number that nothing else locks.
    public const string TakeTurn = "SELECT pg_try_advisory_xact_lock(7305218302)";

    // The first message behind the mark is the oldest of its channel; messages_channel_seq, for each channel of a workspace that forgets.
    public const string NextChannel = """
        SELECT c.id AS channel_id, w.id AS workspace_id, w.owner_id, @now::timestamptz - make_interval(hours => w.retention_hours) AS before
        FROM workspaces w
        JOIN channels c ON c.workspace_id = w.id
        LEFT JOIN retention_progress p ON p.channel_id = c.id
        JOIN LATERAL (
            SELECT m.created_at FROM messages m WHERE m.channel_id = c.id AND m.seq > coalesce(p.seq, 0) ORDER BY m.seq LIMIT 1
        ) oldest ON oldest.created_at < @now::timestamptz - make_interval(hours => w.retention_hours)
        WHERE w.retention_hours IS NOT NULL AND c.id <> ALL (@failed::uuid[])
        LIMIT 1
        """;

    // Up to the first that is young enough: two that were sent at once can have their times and numbers the other way round.
    public const string Next = """
        WITH next AS (
            SELECT m.id, m.seq, m.created_at, m.deleted_at FROM messages m
            WHERE m.channel_id = @ChannelId AND m.seq > coalesce((SELECT p.seq FROM retention_progress p WHERE p.channel_id = @ChannelId), 0)
            ORDER BY m.seq LIMIT @batch::int
        )
        SELECT id, seq, deleted_at IS NOT NULL AS is_deleted FROM next
        WHERE seq < coalesce((SELECT min(young.seq) FROM next young WHERE young.created_at >= @Before::timestamptz), 9223372036854775807)
        ORDER BY seq
        """;

    public const string Texts = "UPDATE messages SET content = '', deleted_at = @now, pinned_by = NULL, pinned_at = NULL WHERE id = ANY (@ids::uuid[])";

    // After the texts: their roots may be among them, and no statement changes a row twice.
    public const string Roots = """
        UPDATE messages r SET reply_count = (SELECT count(*) FROM messages x WHERE x.thread_id = r.id AND x.deleted_at IS NULL),
            last_reply_at = (SELECT max(x.created_at) FROM messages x WHERE x.thread_id = r.id AND x.deleted_at IS NULL)
        WHERE r.id IN (SELECT m.thread_id FROM messages m WHERE m.id = ANY (@ids::uuid[]) AND m.thread_id IS NOT NULL)
        """;

    public const string Edits = "DELETE FROM message_edits WHERE message_id = ANY (@ids::uuid[])";
    public const string Reactions = "DELETE FROM reactions WHERE message_id = ANY (@ids::uuid[])";
    public const string Mentions = "DELETE FROM mentions WHERE message_id = ANY (@ids::uuid[])";
    public const string Notifications = "DELETE FROM notifications WHERE message_id = ANY (@ids::uuid[])";
    public const string Files = "UPDATE files SET expires_at = @now WHERE message_id = ANY (@ids::uuid[])";

    // In the name of who wrote it, as if they had deleted it.
    public const string Tell = """
        WITH moved AS (
            UPDATE channels SET last_seq = last_seq + cardinality(@ids::uuid[]) WHERE id = @ChannelId RETURNING last_seq - cardinality(@ids::uuid[]) AS before
        )
        INSERT INTO channel_events (channel_id, seq, type, user_id, message_id, created_at)
        SELECT @ChannelId, moved.before + row_number() OVER (ORDER BY m.seq), 'message:deleted', m.user_id, m.id, @now
        FROM messages m, moved WHERE m.id = ANY (@ids::uuid[])
        RETURNING channel_id, message_id, seq
        """;

    public const string Advance = """
        INSERT INTO retention_progress (channel_id, seq) VALUES (@ChannelId, @seq)
        ON CONFLICT (channel_id) DO UPDATE SET seq = excluded.seq
        """;
}
