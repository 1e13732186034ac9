using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Xml;
using System.Xml.Linq;
using Microsoft.Net.Http.Headers;

namespace ChatFlow.WebApi.Wire;

/// <summary>Writes the one document of an answer in the form that the client accepts.</summary>
internal static class Document
{
    private static readonly MediaTypeHeaderValue Json = new("application/json");
    private static readonly MediaTypeHeaderValue Xml = new("application/xml");
    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false);

    public static Task Write<T>(HttpContext http, int status, T document)
    {
        http.Response.StatusCode = status;
        return Preferred(http.Request) == Xml
            ? WriteXml(http, document)
            : http.Response.WriteAsJsonAsync(document, WireJson.Options, "application/json; charset=utf-8", http.RequestAborted);
    }

    /// <summary>False when the client accepts neither form: asked before anything is done.</summary>
    public static bool IsAcceptable(HttpRequest request) => Preferred(request) is not null;

    /// <summary>False when a JSON body is said to be in anything but UTF-8, known or not: asked before it is read.</summary>
    public static bool IsReadable(HttpRequest request) => !request.HasJsonContentType() || !MediaTypeHeaderValue.TryParse(request.ContentType, out var type)
        || type.Charset.Length == 0 || HeaderUtilities.RemoveQuotes(type.Charset).Equals("utf-8", StringComparison.OrdinalIgnoreCase);

    private static MediaTypeHeaderValue? Preferred(HttpRequest request)
    {
        var accept = request.Headers.Accept;
        if (accept.Count == 0 || !MediaTypeHeaderValue.TryParseList(accept, out var ranges) || ranges.Count == 0)
            return Json;
        var (json, xml) = (Quality(ranges, Json), Quality(ranges, Xml));
        return json == 0 && xml == 0 ? null : xml > json ? Xml : Json;
    }

    /// <summary>The quality given by the most exact range that covers the type; 0 when none does.</summary>
    private static double Quality(IList<MediaTypeHeaderValue> ranges, MediaTypeHeaderValue type) => ranges
        .Where(range => type.IsSubsetOf(new MediaTypeHeaderValue(range.MediaType)))
        .OrderBy(range => range.MatchesAllTypes).ThenBy(range => range.MatchesAllSubTypes)
        .Select(range => range.Quality ?? 1).FirstOrDefault();

    private static async Task WriteXml<T>(HttpContext http, T document)
    {
        http.Response.ContentType = "application/xml; charset=utf-8";
        var root = Element("response", JsonSerializer.SerializeToNode(document, WireJson.Options));
        await using var writer = XmlWriter.Create(http.Response.Body, new XmlWriterSettings { Async = true, Encoding = Utf8 });
        await root.SaveAsync(writer, http.RequestAborted);
    }

    private static XElement Element(string name, JsonNode? node) => new(name, node switch
    {
        JsonObject members => members.Select(member => Element(XmlConvert.EncodeLocalName(member.Key), member.Value)),
        JsonArray items => items.Select(item => Element("item", item)),
        null => null,
        _ => Carriable(node.GetValueKind() == JsonValueKind.String ? node.GetValue<string>() : node.ToJsonString()),
    });

    /// <summary>Characters that XML 1.0 cannot carry, most control characters, become the replacement character.</summary>
    private static string Carriable(string text) => string.Concat(text.EnumerateRunes()
        .Select(rune => rune.Value > 0xFFFF || XmlConvert.IsXmlChar((char)rune.Value) ? rune.ToString() : "\uFFFD"));
}
