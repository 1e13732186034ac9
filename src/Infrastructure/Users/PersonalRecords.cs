using System.Data;
using ChatFlow.Application.Audit;
using ChatFlow.Application.Users;
using ChatFlow.Domain;
using ChatFlow.Infrastructure.Audit;
using ChatFlow.Infrastructure.Files;
using ChatFlow.Infrastructure.Postgres;
using ChatFlow.Infrastructure.Sessions;
using Dapper;
using Npgsql;

namespace ChatFlow.Infrastructure.Users;

internal sealed class PersonalRecords(NpgsqlDataSource postgres, TimeProvider clock) : IPersonalRecords, IDisposable
{
    /// <summary>Each holds a connection for as long as its reader takes: few enough that the others go on chatting.</summary>
    private const int AtOnce = 3;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private readonly SemaphoreSlim slots = new(AtOnce);

    public void Dispose() => slots.Dispose();

    public async Task Write(Guid userId, Origin from, IExportDocument to, CancellationToken cancellationToken)
    {
        if (!await slots.WaitAsync(Patience, cancellationToken))
            throw new UnavailableException("Many exports are being made at the moment. Please try again later.");
        try
        {
            await using var connection = await postgres.OpenConnectionAsync(cancellationToken);
            // Apart, and before: it stands also when the reader goes away just before the end.
            await using (var transaction = await connection.BeginTransactionAsync(cancellationToken))
            {
                await transaction.Log(new AccountEntry(userId, AuditAction.DataExported, from), clock, cancellationToken);
                await transaction.CommitAsync(cancellationToken);
            }
            await using var snapshot = await connection.BeginTransactionAsync(IsolationLevel.RepeatableRead, cancellationToken);
            await Write(snapshot, userId, to, cancellationToken);
        }
        finally
        {
            slots.Release();
        }
    }

    private static async Task Write(NpgsqlTransaction snapshot, Guid userId, IExportDocument to, CancellationToken cancel)
    {
        var profile = await snapshot.Find<UserDto>(PersonalRecordsSql.Profile, new { userId }, cancel) ?? throw AuditWriting.Erased();
        var of = new { userId, email = profile.Email, addressHash = LoginAttempts.HashOf(profile.Email!) };
        await to.Add("profile", profile, cancel);
        await to.AddList("sessions", Rows<ExportedSession>(PersonalRecordsSql.Sessions), cancel);
        await to.AddList("workspaces", Rows<ExportedWorkspace>(PersonalRecordsSql.Workspaces), cancel);
        await to.AddList("channels", Rows<ExportedChannel>(PersonalRecordsSql.Channels), cancel);
        await to.AddList("messages", Rows<ExportedMessage>(PersonalRecordsSql.Messages), cancel);
        await to.AddList("earlier_contents", Rows<ExportedEarlierContent>(PersonalRecordsSql.EarlierContents), cancel);
        await to.AddList("reactions", Rows<ExportedReaction>(PersonalRecordsSql.Reactions), cancel);
        await to.AddList("mentions", Rows<ExportedMention>(PersonalRecordsSql.Mentions), cancel);
        await to.AddList("notifications", Rows<ExportedNotification>(PersonalRecordsSql.Notifications), cancel);
        await to.AddList("files", Rows<ExportedFile>(PersonalRecordsSql.Files), cancel);
        await to.AddList("invites_made", Rows<ExportedInvite>(PersonalRecordsSql.InvitesMade), cancel);
        await to.AddList("invites_received", Rows<ExportedInvite>(PersonalRecordsSql.InvitesReceived), cancel);
        await to.AddList("channel_events", Rows<ExportedChannelEvent>(PersonalRecordsSql.ChannelEvents), cancel);
        await to.AddList("actions", Rows<ActionRow>(PersonalRecordsSql.Actions).Select(row => row.ToExport()), cancel);
        await to.AddList("mails", Rows<ExportedMail>(PersonalRecordsSql.Mails), cancel);
        await to.AddList("pending_links", Rows<ExportedLink>(PersonalRecordsSql.PendingLinks), cancel);
        await to.Add("failed_logins", await snapshot.Find<FailedLogins>(PersonalRecordsSql.FailedLogins, of, cancel), cancel);
        await to.End(cancel);

        // Row by row from the connection, as fast as they are taken.
        IAsyncEnumerable<T> Rows<T>(string sql) => snapshot.Connection!.QueryUnbufferedAsync<T>(sql, of, snapshot);
    }

    private sealed class ActionRow
    {
        public Guid Id { get; init; }
        public Guid? WorkspaceId { get; init; }
        public required string Action { get; init; }
        public required string ResourceType { get; init; }
        public Guid ResourceId { get; init; }
        public required string Details { get; init; }
        public DateTimeOffset CreatedAt { get; init; }
        public string? Ip { get; init; }
        public string? UserAgent { get; init; }

        public ExportedAction ToExport() =>
            new(Id, WorkspaceId, Action, ResourceType, ResourceId, AuditWriting.Details(Details, Ip, UserAgent), CreatedAt);
    }
}

[Statements]
internal static class PersonalRecordsSql
{
    public const string Profile = """
        SELECT id, email, username, display_name,
        """ + FileColumns.AvatarUrl + """
         AS avatar_url, bio, timezone, status, status_message, email_verified, created_at, last_seen_at
        FROM users u WHERE id = @userId AND erased_at IS NULL
        """;

    // sessions_user
    public const string Sessions = """
        SELECT id, created_at, last_used_at, expires_at, address, user_agent FROM sessions WHERE user_id = @userId ORDER BY id
        """;

    // workspace_members_user
    public const string Workspaces = """
        SELECT m.workspace_id AS id, CASE WHEN m.status = 'active' THEN w.name END AS name, m.role, m.status, m.joined_at, m.last_active, m.ended_at
        FROM workspace_members m JOIN workspaces w ON w.id = m.workspace_id
        WHERE m.user_id = @userId ORDER BY m.joined_at, m.workspace_id
        """;

    // channel_members_user
    public const string Channels = """
        SELECT m.channel_id AS id, c.workspace_id, c.name, c.type, m.role, m.notify, m.last_read_seq, m.joined_at
        FROM channel_members m JOIN channels c ON c.id = m.channel_id
        WHERE m.user_id = @userId ORDER BY m.joined_at, m.channel_id
        """;

    // Reads all messages: an index by author would be paid with every send, for what is rarely asked. As they come, so that
    // nothing has to be sorted.
    public const string Messages = """
        SELECT id, channel_id, seq, thread_id, client_message_id, content, created_at, edited_at, deleted_at
        FROM messages WHERE user_id = @userId
        """;

    // Read all, as Messages.
    public const string EarlierContents = "SELECT message_id, content, edited_at FROM message_edits WHERE edited_by = @userId";

    public const string Reactions = "SELECT message_id, emoji, created_at FROM reactions WHERE user_id = @userId";

    // mentions' primary key
    public const string Mentions = "SELECT message_id, channel_id, by_name FROM mentions WHERE user_id = @userId";

    // notifications_user
    public const string Notifications = """
        SELECT id, type, actor_id, channel_id, message_id, created_at, read_at FROM notifications WHERE user_id = @userId ORDER BY id
        """;

    // files_uploader. Those that are about to be removed as well, while they are there.
    public const string Files = """
        SELECT id, channel_id, message_id, filename, size, type, width, height, uploaded_at, '/api/files/' || id AS url
        FROM files WHERE uploaded_by = @userId ORDER BY id
        """;

    private const string Invites = """
        SELECT id, workspace_id, email IS NOT NULL AS by_mail, role, max_uses, uses, created_at, expires_at FROM invites
        """;

    public const string InvitesMade = Invites + " WHERE created_by = @userId ORDER BY id";

    public const string InvitesReceived = Invites + " WHERE lower(email) = lower(@email) ORDER BY id";

    // Reads all, as Messages.
    public const string ChannelEvents = "SELECT channel_id, seq, type, created_at FROM channel_events WHERE user_id = @userId";

    // audit_logs_actor, audit_origins' primary key
    public const string Actions = """
        SELECT a.id, a.workspace_id, a.action, a.resource_type, a.resource_id, a.details::text AS details, a.created_at, o.ip, o.user_agent
        FROM audit_logs a LEFT JOIN audit_origins o ON o.audit_id = a.id
        WHERE a.actor_id = @userId ORDER BY a.id
        """;

    public const string Mails = """
        SELECT id, recipient, subject, created_at, due_at, attempts FROM mails WHERE lower(recipient) = lower(@email) ORDER BY id
        """;

    public const string PendingLinks = """
        SELECT 'verify_email' AS purpose, expires_at FROM email_verifications WHERE user_id = @userId
        UNION ALL
        SELECT 'reset_password', expires_at FROM password_resets WHERE user_id = @userId
        """;

    public const string FailedLogins = "SELECT failures, until FROM login_attempts WHERE address_hash = @addressHash AND failures > 0";
}
