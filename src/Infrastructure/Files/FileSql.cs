using ChatFlow.Infrastructure.Postgres;

namespace ChatFlow.Infrastructure.Files;

[Statements]
internal static class FileSql
{
    // No row, and so nothing added, when the quota does not allow it.
    public const string Add = """
        WITH counted AS (
            UPDATE workspaces SET file_bytes = file_bytes + @Size
            WHERE id = @workspaceId AND (@quota::bigint IS NULL OR file_bytes + @Size <= @quota)
            RETURNING id
        )
        INSERT INTO files (id, uploaded_by, channel_id, workspace_id, filename, size, type, width, height, has_thumbnail, uploaded_at, expires_at)
        SELECT @Id, @UploadedBy, @ChannelId, @workspaceId, @Filename, @Size, @Type, @Width, @Height, @HasThumbnail, @UploadedAt, @expiresAt
        WHERE @workspaceId IS NULL OR EXISTS (SELECT 1 FROM counted)
        """;

    public const string Expire = "UPDATE files SET expires_at = @now WHERE id = @fileId AND message_id IS NULL";

    // Out of its channel, if it was brought into one: it is the uploader's own from then on.
    public const string Wear = """
        UPDATE files SET channel_id = NULL, expires_at = NULL
        WHERE id = @fileId AND uploaded_by = @userId AND message_id IS NULL AND has_thumbnail
          AND (expires_at > @now OR (expires_at IS NULL AND channel_id IS NULL))
        RETURNING id
        """;

    // What is in no message. files_uploader
    public const string ExpireUnsent = """
        UPDATE files SET expires_at = @now, filename = 'file' WHERE uploaded_by = @userId AND message_id IS NULL
        """;

    // The channel's part is the question of AccessSql.ToChannel, the colleague's that of UserSql.GetColleague.
    public const string Get = """
        SELECT f.id, f.channel_id, f.message_id, f.filename, f.size, f.type, f.width, f.height, f.has_thumbnail, f.uploaded_by, f.uploaded_at
        FROM files f
        WHERE f.id = @fileId AND (f.expires_at IS NULL OR f.expires_at > @now) AND (f.message_id IS NOT NULL OR f.uploaded_by = @viewerId OR f.channel_id IS NULL)
          AND CASE WHEN f.channel_id IS NOT NULL THEN EXISTS (
                SELECT 1 FROM channels c
                JOIN workspaces s ON s.id = c.workspace_id AND s.deleted_at IS NULL
                JOIN workspace_members w ON w.workspace_id = c.workspace_id AND w.user_id = @viewerId AND w.status = 'active'
                LEFT JOIN channel_members m ON m.channel_id = c.id AND m.user_id = @viewerId
                WHERE c.id = f.channel_id AND c.deleted_at IS NULL AND (c.type = 'public' OR m.user_id IS NOT NULL))
            ELSE f.uploaded_by = @viewerId OR EXISTS (
                SELECT 1 FROM users u
                JOIN workspace_members theirs ON theirs.user_id = u.id AND theirs.status = 'active'
                JOIN workspace_members ours ON ours.workspace_id = theirs.workspace_id AND ours.user_id = @viewerId AND ours.status = 'active'
                JOIN workspaces s ON s.id = theirs.workspace_id AND s.deleted_at IS NULL
                WHERE u.id = f.uploaded_by AND u.avatar_file_id = f.id)
            END
        """;

    // Every one that nobody has asked for yet; by files_unmade
    public const string Unmade = "SELECT id FROM files WHERE has_thumbnail AND thumbnail_made_at IS NULL ORDER BY id";

    // Not of a file that is just being swept.
    public const string ThumbnailMade = """
        UPDATE files SET thumbnail_made_at = @now WHERE id = @fileId AND (expires_at IS NULL OR expires_at > '-infinity')
        """;

    public const string NoThumbnail = "UPDATE files SET has_thumbnail = false WHERE id = @fileId";

    // With the deletion of what they are in; files_message, files_channel, channels_slug.
    public const string ExpireOfMessage = "UPDATE files SET expires_at = @now WHERE message_id = @messageId";

    public const string ExpireOfChannel = "UPDATE files SET expires_at = @now WHERE channel_id = @channelId AND expires_at IS NULL";

    public const string ExpireOfWorkspace = """
        UPDATE files SET expires_at = @now
        WHERE channel_id IN (SELECT id FROM channels WHERE workspace_id = @workspaceId) AND expires_at IS NULL
        """;

    // From then on they can be sent no more, whatever the time is elsewhere. Those of a sweep that was cut off are among them. files_expired
    public const string Condemn = """
        UPDATE files SET expires_at = '-infinity'
        WHERE id = ANY(ARRAY(SELECT id FROM files WHERE expires_at <= @now ORDER BY expires_at LIMIT 100 FOR UPDATE SKIP LOCKED))
        RETURNING id
        """;

    public const string Remove = """
        WITH removed AS (
            DELETE FROM files WHERE id = @fileId RETURNING workspace_id, size
        )
        UPDATE workspaces w SET file_bytes = w.file_bytes - removed.size FROM removed WHERE w.id = removed.workspace_id
        """;
}
