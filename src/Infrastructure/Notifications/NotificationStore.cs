using ChatFlow.Application.Messages;
using ChatFlow.Application.Notifications;
using ChatFlow.Domain.Messages;
using ChatFlow.Infrastructure.Files;
using ChatFlow.Infrastructure.Messages;
using ChatFlow.Infrastructure.Postgres;
using Dapper;
using Npgsql;

namespace ChatFlow.Infrastructure.Notifications;

internal sealed class NotificationStore(NpgsqlDataSource postgres) : INotificationStore
{
    public async Task<NotificationPage> List(Guid userId, bool unreadOnly, Guid? before, int limit, CancellationToken cancellationToken)
    {
        // One more than asked for tells whether there is more.
        var found = await Read(NotificationSql.List, userId, new { userId, unreadOnly, before, take = limit + 1 }, cancellationToken);
        var page = found.Take(limit).ToList();
        return new NotificationPage(page, limit, found.Count > limit ? page[^1].Id : null);
    }

    public async Task<NotificationDto?> Find(Guid userId, Guid notificationId, CancellationToken cancellationToken) =>
        (await Read(NotificationSql.Find, userId, new { userId, notificationId }, cancellationToken)).SingleOrDefault();

    public async Task MarkRead(Guid userId, IReadOnlyList<Guid>? ids, DateTimeOffset now, CancellationToken cancellationToken)
    {
        await using var connection = await postgres.OpenConnectionAsync(cancellationToken);
        await connection.ExecuteAsync(new CommandDefinition(
            NotificationSql.MarkRead, new { userId, ids = ids?.ToArray(), now }, cancellationToken: cancellationToken));
    }

    private async Task<List<NotificationDto>> Read(string sql, Guid userId, object of, CancellationToken cancellationToken)
    {
        await using var connection = await postgres.OpenConnectionAsync(cancellationToken);
        var rows = (await connection.QueryAsync<Row>(new CommandDefinition(sql, of, cancellationToken: cancellationToken))).AsList();
        var about = rows.Select(row => row.MessageId).OfType<Guid>().Distinct().ToArray();
        var messages = about.Length == 0 ? [] : (await connection.QueryAsync<MessageRow>(
            new CommandDefinition(MessageSql.Some, new { ids = about }, cancellationToken: cancellationToken))).ToDictionary(m => m.Id, m => m.ToDto(userId));
        return rows.ConvertAll(row => row.ToDto(row.MessageId is { } id ? messages[id] : null));
    }

    private sealed class Row
    {
        public Guid Id { get; init; }
        public required string Type { get; init; }
        public Guid ActorId { get; init; }
        public required string Username { get; init; }
        public required string DisplayName { get; init; }
        public string? AvatarUrl { get; init; }
        public Guid ChannelId { get; init; }
        public Guid? MessageId { get; init; }
        public DateTimeOffset CreatedAt { get; init; }
        public bool Read { get; init; }

        public NotificationDto ToDto(MessageDto? message) =>
            new(Id, Type, new Sender(ActorId, Username, DisplayName, AvatarUrl), ChannelId, message, CreatedAt, Read);
    }
}

[Statements]
internal static class NotificationSql
{
    // Asked anew each time: who was told of a message may have lost the channel since.
    private const string Select = """
        SELECT n.id, n.type, n.actor_id, u.username, u.display_name,
        """ + FileColumns.AvatarUrl + """
         AS avatar_url, n.channel_id, n.message_id, n.created_at, n.read_at IS NOT NULL AS read
        FROM notifications n
        JOIN users u ON u.id = n.actor_id
        JOIN channels c ON c.id = n.channel_id AND c.deleted_at IS NULL
        JOIN workspaces s ON s.id = c.workspace_id AND s.deleted_at IS NULL
        JOIN workspace_members w ON w.workspace_id = c.workspace_id AND w.user_id = n.user_id AND w.status = 'active'
        LEFT JOIN channel_members m ON m.channel_id = n.channel_id AND m.user_id = n.user_id
        WHERE n.user_id = @userId AND (c.type = 'public' OR m.user_id IS NOT NULL)
        """;

    // notifications_user, or notifications_unread
    public const string List = Select + """
         AND (@before::uuid IS NULL OR n.id < @before) AND (NOT @unreadOnly OR n.read_at IS NULL)
        ORDER BY n.id DESC LIMIT @take
        """;

    public const string Find = Select + " AND n.id = @notificationId";

    public const string MarkRead = """
        UPDATE notifications SET read_at = @now
        WHERE user_id = @userId AND read_at IS NULL AND (@ids::uuid[] IS NULL OR id = ANY(@ids))
        """;
}
