using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using ChatFlow.WebApi.Errors;
using ChatFlow.WebApi.Tests.Files;
using ChatFlow.WebApi.Wire;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.SignalR;
using Microsoft.AspNetCore.SignalR.Client;

namespace ChatFlow.WebApi.Tests.Access;

public partial class AccessMatrixTests
{
    private static readonly string[] ChannelKinds = ["{public}", "{public.joined}", "{private}", "{private.joined}"];

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
        var rows = AccessMatrix.Rows.Select(row => Surface.ShapeOf(row.Call)).Where(call => call != "GET /api/nowhere").Distinct();
        Assert.That(rows, Is.EquivalentTo(Surface.Of(Shared.Server).Select(operation => operation.Shape)));
    }

    [Test]
    public void Matrix_TriesEveryKindOfChannel_WhereThereIsAny()
    {
        var missing = from row in AccessMatrix.Rows
                      group $"{row.Call} {row.Body}" by Surface.ShapeOf(row.Call) into calls
                      where calls.Any(call => ChannelKinds.Any(call.Contains))
                      from kind in ChannelKinds
                      where !calls.Any(call => call.Contains(kind))
                      select $"{calls.Key} with {kind}";
        Assert.That(missing, Is.Empty);
    }

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

    [GeneratedRegex(@"HubException: ([A-Z_]+): ")]
    private static partial Regex Code();
}
