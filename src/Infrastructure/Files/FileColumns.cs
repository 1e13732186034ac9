namespace ChatFlow.Infrastructure.Files;

/// <summary>What other statements say of files beside their own.</summary>
internal static class FileColumns
{
    /// <summary>The files of the message m, in order, as JSON for <see cref="AttachedFiles"/>; by files_message.</summary>
    public const string OfMessage = "(SELECT " + AsJson + " FROM files f WHERE f.message_id = m.id AND f.expires_at IS NULL)";

    /// <summary>Rows of files f, as JSON for <see cref="AttachedFiles"/>.</summary>
    public const string AsJson = """
        json_agg(json_build_object(
            'id', f.id, 'channel_id', f.channel_id, 'message_id', f.message_id, 'filename', f.filename, 'size', f.size, 'type', f.type,
            'width', f.width, 'height', f.height, 'has_thumbnail', f.has_thumbnail, 'uploaded_by', f.uploaded_by, 'uploaded_at', f.uploaded_at
        ) ORDER BY f.position)::text
        """;

    /// <summary>The address of a user's avatar, or null; by that of <see cref="Application.Files.FileDto.ThumbnailUrl"/>.</summary>
    public const string AvatarUrl = "'/api/files/' || u.avatar_file_id || '/thumbnail'";
}
