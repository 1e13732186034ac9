using System.Text.Json;
using ChatFlow.Domain.Files;

namespace ChatFlow.Infrastructure.Files;

/// <summary>A message's files as statements give them beside the message, so that no page asks twice.</summary>
internal static class AttachedFiles
{
    private static readonly JsonSerializerOptions Json = new() { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower };

    /// <param name="json">By <see cref="FileColumns.AsJson"/>; null when there are none.</param>
    public static IReadOnlyList<StoredFile> Read(string? json) => json is null ? [] : JsonSerializer.Deserialize<List<StoredFile>>(json, Json)!;
}
