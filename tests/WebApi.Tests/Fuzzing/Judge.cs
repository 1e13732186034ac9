using System.Text.Json;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using ChatFlow.WebApi.Errors;
using ChatFlow.WebApi.Wire;

namespace ChatFlow.WebApi.Tests.Fuzzing;

/// <summary>What is wrong with an answer, in words; null when it is as the contract says.</summary>
internal static partial class Judge
{
    private static readonly string[] Codes =
    [
        "INVALID_REQUEST", "UNAUTHORIZED", "TOKEN_EXPIRED", "TOKEN_INVALID", "INVALID_CREDENTIALS", "FORBIDDEN", "NOT_FOUND", "CONFLICT", "UNPROCESSABLE", "RATE_LIMITED",
    ];

    // Refused by the HTTP server itself, before there is a request: without a body, and without an id.
    private static readonly int[] Unread = [400, 408, 411, 413, 414, 417, 431, 505];

    public static string? OfRest(RestStep step, HttpResponseMessage answer, string text)
    {
        var status = (int)answer.StatusCode;
        if (!answer.Headers.TryGetValues("X-Request-ID", out var ids))
            return Unread.Contains(status) && text.Length == 0 ? null : $"{status} without X-Request-ID";
        if (status >= 500)
            return $"{status}: a failure of the server";
        if (step.Verb == "HEAD" || status is 204 or 304)
            return null;
        return status >= 400 ? OfRefusal(status, answer, text, ids.Single()) : OfSuccess(answer, text, ids.Single());
    }

    /// <param name="completion">Null: the server closed the socket.</param>
    /// <param name="last">What it said last.</param>
    public static string? OfHub(HubStep step, JsonElement? completion, bool mayBeClosed, string last)
    {
        if (completion is not { } message)
            return mayBeClosed ? null : $"the hub closed the socket at a call that is well formed: {last}";
        var error = ErrorOf(message);
        // SignalR's own words are for arguments that do not bind.
        return error is null || error == $"Failed to invoke '{step.Method}' due to an error on the server." ? null
            : Refusal().Match(error) is { Success: true } refusal && Codes.Contains(refusal.Groups[1].Value) ? null : $"the call failed: {error}";
    }

    /// <summary>Null when the call was accepted.</summary>
    public static string? ErrorOf(JsonElement completion) => completion.ValueKind == JsonValueKind.Array
        ? completion[3].GetInt32() == 1 ? completion[4].GetString() : null
        : completion.TryGetProperty("error", out var text) ? text.GetString() : null;

    /// <summary>The status lines of what was read from a port.</summary>
    public static string? OfBytes(string text) =>
        Failure().Match(text) is { Success: true } failure ? $"{failure.Value}: a failure of the server" : null;

    private static string? OfRefusal(int status, HttpResponseMessage answer, string text, string id)
    {
        try
        {
            var code = IsXml(answer) ? XDocument.Parse(text).Root!.Element("error")!.Element("code")!.Value : OfErrorDocument(text, id);
            if (!Codes.Contains(code))
                return $"{status} has the code {code}";
            // Of a body that is too large or of the wrong kind the code is that of a malformed one.
            var expected = ErrorReply.StatusOf(new InvalidOperationException(), new Error(code, "", []));
            if (expected != status && !(code == "INVALID_REQUEST" && status is 405 or 406 or 408 or 413 or 414 or 415 or 416))
                return $"{status} has the code {code}, which is {expected}";
            if (status == 401 && answer.Headers.WwwAuthenticate.Count == 0)
                return "401 without WWW-Authenticate";
            return status == 429 && answer.Headers.RetryAfter is null ? "429 without Retry-After" : null;
        }
        catch (Exception none) when (none is JsonException or KeyNotFoundException or InvalidOperationException or NullReferenceException or System.Xml.XmlException)
        {
            return $"{status} is not in the shape of an error";
        }
    }

    private static string OfErrorDocument(string text, string id)
    {
        var root = JsonDocument.Parse(text).RootElement;
        var error = root.GetProperty("error");
        if (root.GetProperty("success").GetBoolean() || error.GetProperty("message").GetString() is not { Length: > 0 } || root.GetProperty("meta").GetProperty("request_id").GetString() != id)
            throw new JsonException();
        foreach (var detail in error.GetProperty("details").EnumerateArray())
            _ = (detail.GetProperty("field").GetString(), detail.GetProperty("constraint").GetString(), detail.GetProperty("message").GetString());
        return error.GetProperty("code").GetString()!;
    }

    private static string? OfSuccess(HttpResponseMessage answer, string text, string id)
    {
        var path = answer.RequestMessage!.RequestUri!.AbsolutePath;
        // Files and descriptions are what they are.
        if (!path.StartsWith("/api/", StringComparison.Ordinal) || path.StartsWith("/api/files/", StringComparison.Ordinal) || path.Contains("/export", StringComparison.Ordinal) || path.Contains("/health", StringComparison.Ordinal))
            return null;
        try
        {
            if (IsXml(answer))
                return XDocument.Parse(text).Root is { Name.LocalName: "response" } root && root.Element("success")!.Value == "true" ? null : "success is not in the shape of one";
            var document = JsonDocument.Parse(text).RootElement;
            return document.GetProperty("success").GetBoolean() && document.TryGetProperty("data", out _) && document.GetProperty("meta").GetProperty("request_id").GetString() == id ? null : "success is not in the shape of one";
        }
        catch (Exception none) when (none is JsonException or KeyNotFoundException or InvalidOperationException or System.Xml.XmlException)
        {
            return $"{(int)answer.StatusCode} is not in the shape of a success";
        }
    }

    private static bool IsXml(HttpResponseMessage answer) => answer.Content.Headers.ContentType?.MediaType == "application/xml";

    [GeneratedRegex(@"HubException: ([A-Z_]+): .", RegexOptions.Singleline)]
    private static partial Regex Refusal();

    [GeneratedRegex(@"HTTP/1\.1 (?!505)5\d\d")]
    private static partial Regex Failure();
}
