using ChatFlow.Application.Messages;
using ChatFlow.Application.Pipeline;
using ChatFlow.Domain;
using ChatFlow.Domain.Channels;
using ChatFlow.Domain.Messages;
using ChatFlow.Domain.Notifications;
using ChatFlow.Domain.Permissions;
using ChatFlow.Infrastructure.Channels;
using ChatFlow.Infrastructure.Files;
using ChatFlow.Infrastructure.Postgres;
using Npgsql;

namespace ChatFlow.Infrastructure.Messages;

internal sealed class MessageChanges(NpgsqlDataSource postgres, IEventPublisher events, TimeProvider clock) : IMessageChanges
{
    public Task Edit(ChannelAccess by, Guid messageId, string content, IReadOnlyList<Guid> online, CancellationToken cancellationToken) =>
        Change(by, messageId, Permission.EditMessage, async (change, message) =>
        {
            message.DemandEdit(change.By, clock);
            if (message.Content == content)
                return false;
            var seq = await change.Write(MessageChangeSql.Edit, new { content });
            change.Happened(new MessageEdited(by.ChannelId, messageId, seq));
            foreach (var told in await Telling.After(change.Transaction, messageId, change.By.MentionedIn(content, online), cancellationToken))
                change.Happened(told);
            return true;
        }, cancellationToken);

    public Task Delete(ChannelAccess by, Guid messageId, CancellationToken cancellationToken) =>
        Change(by, messageId, Permission.DeleteMessage, async (change, message) =>
        {
            message.DemandDeletion(change.By);
            if (message.IsDeleted)
                return false;
            change.Happened(new MessageDeleted(by.ChannelId, messageId, await change.Write(MessageChangeSql.Delete)));
            return true;
        }, cancellationToken);

    public Task<bool> Pin(ChannelAccess by, Guid messageId, bool isPinned, CancellationToken cancellationToken) =>
        Change(by, messageId, Permission.PinMessage, async (change, message) =>
        {
            message.DemandPresence();
            if (message.IsPinned == isPinned)
                return false;
            var seq = await change.Write(isPinned ? MessageChangeSql.Pin : MessageChangeSql.Unpin);
            change.Happened(new MessagePinned(by.ChannelId, messageId, isPinned, seq));
            return true;
        }, cancellationToken);

    public Task<bool> React(ChannelAccess by, Guid messageId, string emoji, bool isAdded, CancellationToken cancellationToken) =>
        Change(by, messageId, Permission.ReactToMessage, async (change, message) =>
        {
            var others = await change.Transaction.Find<Others>(
                MessageChangeSql.ReactionsWith, new { messageId, emoji, by.UserId }, cancellationToken);
            message.DemandReaction(isNewKind: isAdded && others!.Count == 0);
            if (others!.Mine == isAdded)
                return false;
            var seq = await change.Write(isAdded ? MessageChangeSql.React : MessageChangeSql.Unreact, new { emoji });
            var count = others.Count + (isAdded ? 1 : -1);
            change.Happened(new MessageReacted(by.ChannelId, messageId, emoji, by.UserId, count, isAdded, seq));
            if (isAdded && await change.Transaction.Find<Notified>(
                MessageChangeSql.TellAuthor, new { messageId, by.UserId, now = change.Now }, cancellationToken) is { } told)
                change.Happened(told);
            return true;
        }, cancellationToken);

    /// <summary>The frame of every change: what decides is read while the channel is locked, and stays true until the commit.</summary>
    private async Task<bool> Change(
        ChannelAccess by, Guid messageId, Permission permission, Func<Changing, StandingMessage, Task<bool>> change, CancellationToken cancellationToken)
    {
        await using var connection = await postgres.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        var channel = await LockedChannel.Take(transaction, by.ChannelId, by.UserId, cancellationToken);
        var message = await transaction.Find<StandingMessage>(MessageSql.Standing, new { messageId }, cancellationToken) ?? throw new NotFoundException("The message");
        var changing = new Changing(transaction, channel.Access, messageId, clock.Now(), cancellationToken);
        changing.By.Demand(permission);
        if (!await change(changing, message))
            return false;
        await transaction.CommitAsync(cancellationToken);
        events.Publish(changing.Events);
        return true;
    }

    private sealed class Changing(NpgsqlTransaction transaction, ChannelAccess by, Guid messageId, DateTimeOffset now, CancellationToken cancellationToken)
    {
        private readonly List<IDomainEvent> events = [];

        public NpgsqlTransaction Transaction => transaction;
        public ChannelAccess By => by;
        public DateTimeOffset Now => now;
        public IReadOnlyList<IDomainEvent> Events => events;

        public void Happened(IDomainEvent happened) => events.Add(happened);

        /// <returns>The seq that the change took.</returns>
        public async Task<long> Write(string sql, object? more = null)
        {
            var values = new Dapper.DynamicParameters(new { messageId, by.ChannelId, by.UserId, now });
            values.AddDynamicParams(more);
            return await transaction.Find<long>(sql, values, cancellationToken);
        }
    }

    private sealed record Others(int Count, bool Mine);
}

[Statements]
internal static class MessageChangeSql
{
    // Every change begins with the next seq, and ends with its event.
    private const string Begin = """
        WITH moved AS (
            UPDATE channels SET last_seq = last_seq + 1 WHERE id = @ChannelId RETURNING last_seq
        ), 
        """;

    private const string Event = """
        INSERT INTO channel_events (channel_id, seq, type, user_id, message_id, created_at, details)
        SELECT @ChannelId, last_seq,
        """;

    public const string Edit = Begin + """
        kept AS (
            INSERT INTO message_edits (message_id, seq, content, edited_by, edited_at)
            SELECT m.id, moved.last_seq, m.content, @UserId, @now FROM messages m, moved WHERE m.id = @messageId
        ), edited AS (
            UPDATE messages SET content = @content, edited_at = @now WHERE id = @messageId
        )
        """ + Event + " 'message:edited', @UserId, @messageId, @now, NULL::jsonb FROM moved RETURNING seq";

    public const string Delete = Begin + """
        gone AS (
            UPDATE messages SET content = '', deleted_at = @now, pinned_by = NULL, pinned_at = NULL WHERE id = @messageId RETURNING thread_id
        ), root AS (
            UPDATE messages r SET reply_count = r.reply_count - 1, last_reply_at = (
                SELECT max(x.created_at) FROM messages x WHERE x.thread_id = r.id AND x.deleted_at IS NULL AND x.id <> @messageId)
            FROM gone WHERE r.id = gone.thread_id
        ), edits AS (
            DELETE FROM message_edits WHERE message_id = @messageId
        ), reacted AS (
            DELETE FROM reactions WHERE message_id = @messageId
        ), mentioned AS (
            DELETE FROM mentions WHERE message_id = @messageId
        ), told AS (
            DELETE FROM notifications WHERE message_id = @messageId
        ), swept_later AS (
        """ + FileSql.ExpireOfMessage + """
        )
        """ + Event + " 'message:deleted', @UserId, @messageId, @now, NULL::jsonb FROM moved RETURNING seq";

    public const string Pin = Begin + """
        pinned AS (
            UPDATE messages SET pinned_by = @UserId, pinned_at = @now WHERE id = @messageId
        )
        """ + Event + " 'message:pinned', @UserId, @messageId, @now, NULL::jsonb FROM moved RETURNING seq";

    public const string Unpin = Begin + """
        unpinned AS (
            UPDATE messages SET pinned_by = NULL, pinned_at = NULL WHERE id = @messageId
        )
        """ + Event + " 'message:unpinned', @UserId, @messageId, @now, NULL::jsonb FROM moved RETURNING seq";

    // reactions_pkey
    public const string ReactionsWith = """
        SELECT count(*)::int AS count, coalesce(bool_or(user_id = @UserId), false) AS mine
        FROM reactions WHERE message_id = @messageId AND emoji = @emoji
        """;

    public const string React = Begin + """
        reacted AS (
            INSERT INTO reactions (message_id, emoji, user_id, created_at) VALUES (@messageId, @emoji, @UserId, @now)
        )
        """ + Event + " 'reaction:added', @UserId, @messageId, @now, jsonb_build_object('emoji', @emoji::text) FROM moved RETURNING seq";

    public const string Unreact = Begin + """
        reacted AS (
            DELETE FROM reactions WHERE message_id = @messageId AND emoji = @emoji AND user_id = @UserId
        )
        """ + Event + " 'reaction:removed', @UserId, @messageId, @now, jsonb_build_object('emoji', @emoji::text) FROM moved RETURNING seq";

    // Once for each who reacts, whatever number of emoji they try.
    public const string TellAuthor = """
        INSERT INTO notifications (id, user_id, type, actor_id, channel_id, message_id, created_at)
        SELECT new_id(@now), m.user_id, 'reaction', @UserId, m.channel_id, m.id, @now
        FROM messages m JOIN channel_members c ON c.channel_id = m.channel_id AND c.user_id = m.user_id AND c.notify = 'all'
        WHERE m.id = @messageId AND m.user_id <> @UserId
          AND NOT EXISTS (SELECT 1 FROM notifications n WHERE n.message_id = m.id AND n.actor_id = @UserId AND n.type = 'reaction')
        RETURNING id AS notification_id, user_id
        """;
}
