using System.Reflection;
using System.Text.RegularExpressions;
using ChatFlow.WebApi.Realtime;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.SignalR;
using Microsoft.Extensions.DependencyInjection;

namespace ChatFlow.WebApi.Tests.Access;

/// <summary>Everything that can be called, as the running server itself has it.</summary>
internal static partial class Surface
{
    // Not ours, and the same for everybody: the page that describes the API, and the socket, which the hub's methods are called by.
    private static readonly string[] Left = ["GET /docs", "/hub"];

    /// <param name="Target">A path with its {parameters}, or the name of a method of the hub.</param>
    /// <param name="Argument">What the body, or the argument of the hub's method, is read as; null when there is none.</param>
    /// <param name="IsForm">The body is multipart/form-data.</param>
    public sealed record Operation(string Verb, string Target, Type? Argument, bool IsForm = false)
    {
        public string Shape => ShapeOf($"{Verb} {Target}");
    }

    public static IReadOnlyList<Operation> Of(ChatServer server) => [.. Routes(server), .. HubMethods()];

    /// <summary>Without its query, and without what is in braces, and with what stands for such a thing made one.</summary>
    public static string ShapeOf(string call) => InBraces().Replace(call.Split('?')[0], "{}")
        .Replace("/invites/none/", "/invites/{}/").Replace("/reactions/👍", "/reactions/{}").Replace("/openapi/v1.json", "/openapi/{}.json");

    private static IEnumerable<Operation> Routes(ChatServer server) =>
        from endpoint in server.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
        from method in endpoint.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods ?? [""]
        let path = $"/{endpoint.RoutePattern.RawText!.Trim('/')}"
        where !Left.Any($"{method} {path}".Trim().Contains)
        let body = endpoint.Metadata.GetMetadata<IAcceptsMetadata>()
        select new Operation(method, path, body?.RequestType, body?.ContentTypes.Contains("multipart/form-data") == true);

    private static IEnumerable<Operation> HubMethods() =>
        from method in typeof(ChatHub).GetMethods()
        let name = method.GetCustomAttribute<HubMethodNameAttribute>()
        where name is not null
        select new Operation("HUB", name.Name, method.GetParameters().SingleOrDefault()?.ParameterType);

    [GeneratedRegex(@"\{[^}]*\}")]
    private static partial Regex InBraces();
}
