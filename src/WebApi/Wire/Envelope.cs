using System.Text.Json.Serialization;
using ChatFlow.Domain;

namespace ChatFlow.WebApi.Wire;

/// <summary>What every successful answer looks like.</summary>
public sealed record Envelope<T>(bool Success, T Data, Meta Meta);

/// <summary>What every refusal and failure looks like.</summary>
public sealed record ErrorEnvelope(bool Success, Error Error, Meta Meta);

/// <param name="Code">For programs; the table in docs/api.md.</param>
/// <param name="Message">For people.</param>
/// <param name="Details">Each field that failed; empty for errors that are not about fields.</param>
public sealed record Error(string Code, string Message, IReadOnlyList<InvalidField> Details);

/// <param name="RequestId">Also in the header X-Request-ID and in every log line of the request.</param>
public sealed record Meta(string RequestId, DateTimeOffset Timestamp)
{
    /// <summary>Lists only.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public Pagination? Pagination { get; init; }
}

/// <param name="Limit">Items a page.</param>
/// <param name="NextCursor">Goes into before.</param>
/// <param name="PrevCursor">Goes into after.</param>
public sealed record Pagination(int Limit, int? Page, long? Total, Cursor? NextCursor, Cursor? PrevCursor);
