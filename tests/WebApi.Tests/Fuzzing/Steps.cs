using System.Text.RegularExpressions;
using ChatFlow.WebApi.Tests.Access;
using CsCheck;

namespace ChatFlow.WebApi.Tests.Fuzzing;

/// <summary>What may be done, each as a generator of cases: every route, every method of the hub in both protocols, and bytes that are none of them.</summary>
internal static partial class Steps
{
    private static readonly Gen<string> InPath = Gen.Frequency(
        (6, Texts.Id), (2, Texts.Any.Select(text => Uri.EscapeDataString(text))),
        (2, Gen.OneOf("%00", "%FF", "%C3%28", "%ED%A0%80", "..%2f..", "%2e%2e", "%252e", ";a=b", "%0d%0aX:1", "%", "%zz", "👍", "%F0%9F%91%8D", "a/b", "", "*", "~")));

    private static readonly Gen<string> InQuery = Gen.Frequency(
        (3, Texts.Any.Select(text => Uri.EscapeDataString(text.Length > 4001 ? text[..4001] : text))), (2, Gen.Int[-2, 120].Select(number => number.ToString())), (2, Texts.Id),
        (1, Gen.OneOf("%00", "%FF", "%C3%28", "%", "%zz", "+", "a&a=b", "a=b=c", "%2B", "[]", "1,2", "%D9%A3")));

    private static readonly Gen<(string, string)[]> Headers = Gen.Frequency((12, Gen.Const<(string, string)[]>([])), (3, Gen.Select(
        Gen.OneOf(
            "Accept", "Accept", "X-Request-ID", "Range", "Range", "If-Range", "If-None-Match", "If-Modified-Since", "Accept-Encoding", "Accept-Language", "Authorization", "Cookie", "X-CSRF-Token", "Origin",
            "Content-Encoding", "Content-Language", "User-Agent", "X-Forwarded-For", "X-Forwarded-Proto", "X-Forwarded-Host", "X-HTTP-Method-Override", "Forwarded", "Referer", "traceparent", "baggage", "Sec-Fetch-Site", "Expect", "If-Match", "Prefer"),
        Gen.OneOf(
            "application/xml", "application/xml;q=1,*/*;q=0.1", "*/*;q=0", "text/html", "application/*", "a", ",,,", "\u00FF\u00FE", "\u65E5\u672C", "\"", "bytes=0-", "bytes=-1", "bytes=5-1", "bytes=0-0,5-9,1-", "bytes=99999999999999999999-", "W/\"x\"", "*",
            "Mon, 01 Jan 0001 00:00:00 GMT", "Fri, 31 Dec 9999 23:59:59 GMT", "Bearer", "Bearer a.b.c", "Bearer {self}", "Basic YTpi", "refresh_token=a; csrf=b", "a=b; a=c;;=", "gzip", "http://evil.example", "null", "10.0.0.1, ::1, unknown",
            "https", "DELETE", "for=\"_a\";by=[::1]", "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01", "00-0-0-0", "100-continue", "de-DE,xx;q=9", "1", "x".PadRight(3000, 'x')),
        (name, value) => (name, value)).Array[1, 3]));

    private static readonly Gen<string> ContentTypes = Gen.Frequency(
        (100, "application/json"), (1, "application/json; charset=utf-8"), (1, "application/json; charset=utf-16"), (1, "application/json; charset=none"), (1, "text/plain"), (1, "application/xml"),
        (1, "application/x-www-form-urlencoded"), (1, "multipart/form-data"), (1, "application/vnd.a+json"), (1, "a"), (1, ""), (1, "application/json, text/plain"), (1, "\u00FF/json"));

    /// <summary>What is read from a body is where most can be wrong, so it comes thrice as often.</summary>
    /// <param name="asked">The names that each route asks the query for.</param>
    public static IReadOnlyList<Gen<Step>> Of(IReadOnlyList<Surface.Operation> operations, Func<string, string[]> asked) =>
    [
        .. operations.SelectMany(operation => Enumerable.Repeat(operation.Verb == "HUB" ? Hub(operation) : Rest(operation, asked(operation.Shape)), operation.Argument is null && !operation.IsForm ? 1 : 3)),
        .. Garbage.All,
    ];

    private static Gen<Step> Hub(Surface.Operation method) => Gen.Select(
        Gen.Bool, Content.Of(Json.Of(method.Argument!, Examples(method))), (isPacked, argument) => (Step)new HubStep(method.Shape, isPacked, method.Target, argument));

    private static Gen<Step> Rest(Surface.Operation route, string[] asked)
    {
        var verb = Gen.Frequency((60, Gen.Const(route.Verb)), (1, Gen.OneOf("GET", "POST", "PUT", "DELETE", "PATCH", "HEAD", "OPTIONS", "TRACE", "FOO")));
        var body = Body(route);
        return Gen.Select(verb, Path(route), Query(route, asked), Headers, body, (sent, path, query, headers, content) =>
            (Step)new RestStep(route.Shape, sent, path + query, headers, content?.ContentType, content?.Body));
    }

    /// <summary>Mostly as a row of the matrix has it; else with anything for its parameters.</summary>
    private static Gen<string> Path(Surface.Operation route)
    {
        var examples = Rows(route).Select(row => OutOfAscii().Replace(row.Call.Split(' ')[1].Split('?')[0], letter => Uri.EscapeDataString(letter.Value))).Distinct().DefaultIfEmpty(route.Target).ToArray();
        var pieces = Parameter().Split(route.Target);
        var parts = pieces.Skip(1).Aggregate(Gen.Const(pieces[0]), (before, after) => Gen.Select(before, InPath, (path, value) => $"{path}{value}{after}"));
        return Gen.Frequency((6, Gen.OneOf(examples)), (pieces.Length == 1 ? 0 : 4, parts), (1, Gen.Select(Gen.OneOf(examples), Gen.OneOf("/", "//", "/x", "/.", "%00", "?", "#a"), (path, more) => path + more)));
    }

    private static Gen<string> Query(Surface.Operation route, string[] asked)
    {
        var examples = Rows(route).Select(row => row.Call.Split('?') is [_, var query] ? $"?{query}" : "").Distinct().DefaultIfEmpty("").ToArray();
        var names = asked.Length == 0 ? Gen.OneOf("a", "access_token", "page") : Gen.Frequency((15, Gen.OneOf(asked)), (1, Gen.OneOf("a", "", "%00", "LIMIT")));
        var anything = Gen.Select(names, InQuery, (name, value) => $"{name}={value}").Array[0, 4].Select(values => string.Join('&', values));
        return Gen.Select(Gen.OneOf(examples), Gen.Frequency((asked.Length == 0 ? 20 : 1, Gen.Const("")), (3, anything)), Gen.Frequency((6, true), (1, false)),
            (example, more, isKept) => more.Length == 0 ? example : isKept && example.Length > 0 ? $"{example}&{more}" : $"?{more}");
    }

    private static Gen<(string ContentType, Content Body)?> Body(Surface.Operation route)
    {
        var none = Gen.Const<(string, Content)?>(((string, Content)?)null);
        if (route.IsForm)
            return Gen.Frequency((20, Forms.Any.Select(form => ((string, Content)?)form)), (1, none));
        var json = Gen.Select(ContentTypes, Content.Of(Json.Of(route.Argument ?? typeof(Nothing), Examples(route))), (type, body) => ((string, Content)?)(type, body));
        return route.Argument is null ? Gen.Frequency((15, none), (1, json)) : Gen.Frequency((30, json), (1, none));
    }

    private static string[] Examples(Surface.Operation operation) =>
        [.. Rows(operation).Select(row => row.Body).OfType<string>().Where(body => body.StartsWith('{')).Distinct()];

    private static IEnumerable<AccessMatrix.Row> Rows(Surface.Operation operation) => AccessMatrix.Rows.Where(row => Surface.ShapeOf(row.Call) == operation.Shape);

    private sealed record Nothing;

    [GeneratedRegex(@"[^\x00-\x7F]+")]
    private static partial Regex OutOfAscii();

    [GeneratedRegex(@"\{[^}]*\}")]
    private static partial Regex Parameter();
}
