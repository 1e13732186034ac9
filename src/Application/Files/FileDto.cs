using ChatFlow.Domain.Files;

namespace ChatFlow.Application.Files;

/// <summary>A file on the wire.</summary>
/// <param name="ChannelId">Null for one's own, which is for the avatar.</param>
/// <param name="MessageId">Null until it is sent.</param>
/// <param name="Size">Bytes.</param>
/// <param name="Type">Found out from the content.</param>
/// <param name="Width">Pixels, upright; null for what is no picture that browsers may show.</param>
/// <param name="HasThumbnail">One can be had, or will be in a moment: asking for it waits until it is made.</param>
/// <param name="Url">Path on this server; needs the bearer token, as everything does.</param>
/// <param name="ThumbnailUrl">As <paramref name="Url"/>; null without a thumbnail.</param>
public sealed record FileDto(
    Guid Id, Guid? ChannelId, Guid? MessageId, string Filename, long Size, string Type, int? Width, int? Height, bool HasThumbnail, string Url,
    string? ThumbnailUrl, Guid UploadedBy, DateTimeOffset UploadedAt)
{
    public static FileDto Of(StoredFile file) => new(
        file.Id, file.ChannelId, file.MessageId, file.Filename, file.Size, file.Type, file.Width, file.Height, file.HasThumbnail, $"/api/files/{file.Id}",
        file.HasThumbnail ? $"/api/files/{file.Id}/thumbnail" : null, file.UploadedBy, file.UploadedAt);
}
