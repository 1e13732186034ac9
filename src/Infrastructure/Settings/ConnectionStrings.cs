using System.ComponentModel.DataAnnotations;

namespace ChatFlow.Infrastructure.Settings;

/// <summary>Options of the section <c>ConnectionStrings</c>: what ChatFlow cannot be without. Environment variables may hold them.</summary>
[Section("ConnectionStrings")]
public sealed class ConnectionStrings
{
    /// <summary>PostgreSQL 15 to 18, as in <c>Host=127.0.0.1;Database=chatflow;Username=chatflow;Password=…</c>.</summary>
    [Required]
    [Secret]
    public string Postgres { get; set; } = "";

    /// <summary>Redis 7, as in <c>127.0.0.1:6379,password=…</c>.</summary>
    [Required]
    [Secret]
    public string Redis { get; set; } = "";
}
