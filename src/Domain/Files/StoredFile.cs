namespace ChatFlow.Domain.Files;

/// <summary>A file that somebody uploaded. Its bytes never change.</summary>
/// <param name="ChannelId">Null for the uploader's own, which is for their avatar.</param>
/// <param name="MessageId">Null until it is sent with a message.</param>
/// <param name="Size">Bytes, 1 to <see cref="MaxSize"/>.</param>
/// <param name="Type">A media type, found out from the content.</param>
/// <param name="Width">Pixels, upright; null for what is no picture that browsers may show.</param>
/// <param name="Height">As <paramref name="Width"/>.</param>
/// <param name="HasThumbnail">One is made, or about to be.</param>
public sealed record StoredFile(
    Guid Id, Guid? ChannelId, Guid? MessageId, string Filename, long Size, string Type, int? Width, int? Height, bool HasThumbnail, Guid UploadedBy,
    DateTimeOffset UploadedAt)
{
    /// <summary>50 MiB, in bytes.</summary>
    public const long MaxSize = 50 * 1024 * 1024;

    /// <summary>Files in one message.</summary>
    public const int MaxInMessage = 10;

    /// <summary>How long an uploaded file waits for being sent.</summary>
    public static readonly TimeSpan Unsent = TimeSpan.FromHours(24);

    public bool IsPicture => Width is not null;
}
