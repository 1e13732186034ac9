using System.Text.Json;
using ChatFlow.Domain;
using ChatFlow.Infrastructure.Files;
using ChatFlow.Infrastructure.Postgres;
using ChatFlow.WebApi.Wire;
using Microsoft.AspNetCore.Http.Features;
using Npgsql;

namespace ChatFlow.WebApi.Errors;

/// <summary>The one place where failures get their code, for REST and hub alike, and their status.</summary>
internal static class ErrorReply
{
    public static Error Of(Exception exception) => exception switch
    {
        InvalidRequestException invalid => new Error(invalid.Code, invalid.Message, invalid.Details),
        ConflictException conflict => new Error(
            conflict.Code, conflict.Message, [new InvalidField(conflict.Field, "unique", conflict.Message)]),
        RefusalException refusal => new Error(refusal.Code, refusal.Message, []),
        BadHttpRequestException { InnerException: JsonException json } => OfJson(json),
        BadHttpRequestException bad => OfStatus(bad.StatusCode),
        _ when PostgresErrors.IsUnavailable(exception) =>
            new Error("SERVICE_UNAVAILABLE", "The database does not answer at the moment. Please try again.", []),
        _ when Spool.IsFull(exception) => new Error("SERVICE_UNAVAILABLE", "The server has no room for this at the moment. Please try again later.", []),
        NpgsqlException => new Error("DATABASE_ERROR", "The database refused the operation.", []),
        _ => new Error("INTERNAL_ERROR", "Something went wrong on the server.", []),
    };

    /// <summary>For answers of the router and the server itself, which come without a body.</summary>
    public static Error OfStatus(int status) => status switch
    {
        401 => new Error("UNAUTHORIZED", "Sign in first: an access token is needed.", []),
        403 => new Error("FORBIDDEN", "You may not do this.", []),
        404 => new Error("NOT_FOUND", "There is nothing at this address.", []),
        405 => new Error("INVALID_REQUEST", "This address does not know this method; the Allow header lists those it knows.", []),
        406 => new Error("INVALID_REQUEST", "Answers can be had as application/json and application/xml.", []),
        413 => new Error("INVALID_REQUEST", "The request is too large.", []),
        415 => new Error("INVALID_REQUEST", "The body is of a type that is not taken here.", []),
        < 500 => new Error("INVALID_REQUEST", "The request is malformed, or its body is missing.", []),
        503 => new Error("SERVICE_UNAVAILABLE", "The server is busy. Please try again.", []),
        _ => new Error("INTERNAL_ERROR", "Something went wrong on the server.", []),
    };

    public static int StatusOf(Exception exception, Error error) => exception is BadHttpRequestException bad ? bad.StatusCode : error.Code switch
    {
        "INVALID_REQUEST" => 400,
        "UNAUTHORIZED" or "TOKEN_EXPIRED" or "TOKEN_INVALID" or "INVALID_CREDENTIALS" => 401,
        "FORBIDDEN" => 403,
        "NOT_FOUND" => 404,
        "CONFLICT" => 409,
        "UNPROCESSABLE" => 422,
        "RATE_LIMITED" => 429,
        "SERVICE_UNAVAILABLE" => 503,
        _ => 500,
    };

    public static Task Write(HttpContext http, int status, Error error)
    {
        var clock = http.RequestServices.GetRequiredService<TimeProvider>();
        // Of failures, the code says more than the status: /metrics counts them by it.
        http.Features.Get<IHttpMetricsTagsFeature>()?.Tags.Add(new("chatflow.error.code", error.Code));
        if (status == 401)
            http.Response.Headers.WWWAuthenticate = error.Code == "UNAUTHORIZED" ? "Bearer" : "Bearer error=\"invalid_token\"";
        if (status == 503)
            http.Response.Headers.RetryAfter = "1";
        return Document.Write(http, status, new ErrorEnvelope(false, error, new Meta(http.TraceIdentifier, clock.Now())));
    }

    private static Error OfJson(JsonException json)
    {
        // "$.thread_id" for a value of the wrong type. The reader's own exception inside means that it is not JSON at all.
        var field = json.InnerException is not JsonException && json.Path is { Length: > 2 } path && path.StartsWith("$.", StringComparison.Ordinal) ? path[2..] : null;
        return field is null
            ? new Error("INVALID_REQUEST", "The body is not valid JSON.", [new InvalidField("body", "json", "The body is not valid JSON.")])
            : new Error("INVALID_REQUEST", $"'{field}' has the wrong type.", [new InvalidField(field, "type", $"'{field}' has the wrong type.")]);
    }
}
