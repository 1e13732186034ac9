using System.Reflection;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using ChatFlow.WebApi.Errors;
using ChatFlow.WebApi.Realtime;
using ChatFlow.WebApi.Tests.Files;
using ChatFlow.WebApi.Wire;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.SignalR;
using Microsoft.AspNetCore.SignalR.Client;
using Microsoft.Extensions.DependencyInjection;

namespace ChatFlow.WebApi.Tests.Access;

public partial class AccessMatrixTests
{
    private static readonly string[] ChannelKinds = ["{public}", "{public.joined}", "{private}", "{private.joined}"];

    // Not ours, and the same for everybody: the page that describes the API, and the socket, which the HUB rows try.
    private static readonly string[] NotInTheMatrix = ["GET /docs", "/hub"];

    private static IEnumerable<TestCaseData> Rows => AccessMatrix.Rows.Select(row => new TestCaseData(row).SetArgDisplayNames($"{row.Call} {row.Body}"));

    [TestCaseSource(nameof(Rows))]
    public async Task Call_IsAnswered_AsTheMatrixSays(object given)
    {
        var row = (AccessMatrix.Row)given;
        List<int> answered = [];
        var world = await AccessWorld.Create(Shared.Server);
        if (row.Call.Contains("{file:"))
            await world.StoreFiles();
        foreach (var column in AccessMatrix.Columns)
        {
            var status = await Call(row, world, await world.As(column));
            answered.Add(status);
            if (status < 300 && !row.Call.StartsWith("GET "))
                world = await AccessWorld.Create(Shared.Server);
        }
        Assert.That(string.Join(' ', answered), Is.EqualTo(row.Statuses), string.Join(' ', AccessMatrix.Columns));
    }

    [Test]
    public void Matrix_HasEveryRouteAndHubMethod_AndNothingElse()
    {
        var rows = AccessMatrix.Rows.Select(row => Shape(row.Call)).Where(call => call != "GET /api/nowhere").Distinct();
        Assert.That(rows, Is.EquivalentTo(Routes().Concat(HubMethods())));
    }

    [Test]
    public void Matrix_TriesEveryKindOfChannel_WhereThereIsAny()
    {
        var missing = from row in AccessMatrix.Rows
                      group $"{row.Call} {row.Body}" by Shape(row.Call) into calls
                      where calls.Any(call => ChannelKinds.Any(call.Contains))
                      from kind in ChannelKinds
                      where !calls.Any(call => call.Contains(kind))
                      select $"{calls.Key} with {kind}";
        Assert.That(missing, Is.Empty);
    }

    private static IEnumerable<string> Routes() =>
        from endpoint in Shared.Server.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
        from method in endpoint.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods ?? [""]
        let call = Shape($"{method} /{endpoint.RoutePattern.RawText!.Trim('/')}".Trim())
        where !NotInTheMatrix.Any(other => call.Contains(other))
        select call;

    private static IEnumerable<string> HubMethods() =>
        typeof(ChatHub).GetMethods().Select(method => method.GetCustomAttribute<HubMethodNameAttribute>()).OfType<HubMethodNameAttribute>().Select(name => $"HUB {name.Name}");

    /// <summary>Without its query, and without what is in braces, and with what stands for such a thing made one.</summary>
    private static string Shape(string call) => InBraces().Replace(call.Split('?')[0], "{}")
        .Replace("/invites/none/", "/invites/{}/").Replace("/reactions/👍", "/reactions/{}").Replace("/openapi/v1.json", "/openapi/{}.json");

    private static Task<int> Call(AccessMatrix.Row row, AccessWorld world, AccessWorld.Caller caller)
    {
        var (verb, target) = row.Call.Split(' ') switch { var parts => (parts[0], parts[1]) };
        var body = row.Body is null ? null : world.Fill(row.Body, caller);
        return verb == "HUB" ? Invoke(target, body!, caller) : Request(new HttpMethod(verb), world.Fill(target, caller), body, caller);
    }

    private static async Task<int> Request(HttpMethod method, string path, string? body, AccessWorld.Caller caller)
    {
        using var request = new HttpRequestMessage(method, path);
        if (body?.Split(' ') is ["FILE", .. var channel])
            request.Content = FileCalls.Form(Pictures.Gif, "a.gif", channel.SingleOrDefault());
        else if (body is not null)
            request.Content = new StringContent(body, Encoding.UTF8, "application/json");
        using var http = Shared.Server.Http(caller.Token);
        using var response = await http.SendAsync(request);
        return (int)response.StatusCode;
    }

    private static async Task<int> Invoke(string method, string body, AccessWorld.Caller caller)
    {
        try
        {
            await using var hub = await Shared.Server.Connect(caller.Token ?? "");
            await hub.InvokeAsync(method, JsonDocument.Parse(body).RootElement);
            return StatusCodes.Status200OK;
        }
        catch (HttpRequestException refused) when (refused.StatusCode is { } status)
        {
            return (int)status;
        }
        catch (HubException refused) when (Code().Match(refused.Message) is { Success: true } match)
        {
            return ErrorReply.StatusOf(refused, new Error(match.Groups[1].Value, "", []));
        }
    }

    [GeneratedRegex(@"\{[^}]*\}")]
    private static partial Regex InBraces();

    [GeneratedRegex(@"HubException: ([A-Z_]+): ")]
    private static partial Regex Code();
}
