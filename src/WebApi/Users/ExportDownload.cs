using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using ChatFlow.Application.Users;
using ChatFlow.WebApi.Wire;
using MediatR;
using Microsoft.Net.Http.Headers;

namespace ChatFlow.WebApi.Users;

/// <summary>
/// An export as the body of an answer: one JSON document without the envelope, saved as a file, and always JSON, since it is for
/// keeping. Sent as it is written, at the reader's pace.
/// </summary>
internal sealed class ExportDownload(HttpContext http, Utf8JsonWriter json) : IExportDocument
{
    private const int SendAt = 16 * 1024;

    private long sent;

    public static ExportDownload Of(HttpContext http) => new(
        http, new Utf8JsonWriter(http.Response.BodyWriter, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }));

    public async Task Add<T>(string name, T value, CancellationToken cancellationToken)
    {
        Begin();
        json.WritePropertyName(name);
        JsonSerializer.Serialize(json, value, WireJson.Options);
        await Send(cancellationToken);
    }

    public async Task AddList<T>(string name, IAsyncEnumerable<T> items, CancellationToken cancellationToken)
    {
        Begin();
        json.WriteStartArray(name);
        await foreach (var item in items.WithCancellation(cancellationToken))
        {
            JsonSerializer.Serialize(json, item, WireJson.Options);
            if (json.BytesCommitted + json.BytesPending - sent >= SendAt)
                await Send(cancellationToken);
        }
        json.WriteEndArray();
    }

    public async Task End(CancellationToken cancellationToken)
    {
        json.WriteEndObject();
        await Send(cancellationToken);
    }

    private void Begin()
    {
        if (json.CurrentDepth > 0)
            return;
        var day = http.RequestServices.GetRequiredService<TimeProvider>().GetUtcNow().ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        http.Response.ContentType = "application/json; charset=utf-8";
        http.Response.Headers.ContentDisposition = new ContentDispositionHeaderValue("attachment") { FileName = $"chatflow-export-{day}.json" }.ToString();
        json.WriteStartObject();
    }

    private async Task Send(CancellationToken cancellationToken)
    {
        json.Flush();
        sent = json.BytesCommitted;
        await http.Response.BodyWriter.FlushAsync(cancellationToken);
    }
}

internal static class Streaming
{
    /// <summary>For what has written its answer by itself.</summary>
    public static async Task<IResult> Streamed(this Task<Unit> writing)
    {
        await writing;
        return Results.Empty;
    }
}
