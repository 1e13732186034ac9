using ChatFlow.Infrastructure.Settings;
using Microsoft.AspNetCore.HttpOverrides;
using Microsoft.Extensions.Options;

namespace ChatFlow.WebApi.Hosting;

/// <summary>Options of the section <c>Proxies</c>.</summary>
[Section("Proxies")]
public sealed class ProxyOptions
{
    /// <summary>
    /// Addresses and networks, such as <c>10.0.3.0/24</c>, of web servers in front: they are believed when they say who asks, and whether by TLS
    /// (X-Forwarded-For, X-Forwarded-Proto). This machine itself always is; nobody else unless named here.
    /// </summary>
    public string[] Networks { get; set; } = [];
}

/// <summary>Whom a request is from, where a web server stands in front.</summary>
internal static class Proxies
{
    public static void AddProxies(this WebApplicationBuilder builder)
    {
        builder.Services.AddSettings<ProxyOptions>();
        builder.Services.AddSingleton<IValidateOptions<ProxyOptions>, ProxiesCheck>();
        builder.Services.AddOptions<ForwardedHeadersOptions>().Configure<IOptions<ProxyOptions>>((headers, proxies) =>
        {
            headers.ForwardedHeaders = ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto;
            foreach (var network in proxies.Value.Networks)
                headers.KnownIPNetworks.Add(Networks.Parse(network)!.Value);
        });
    }
}

internal sealed class ProxiesCheck : IValidateOptions<ProxyOptions>
{
    public ValidateOptionsResult Validate(string? name, ProxyOptions options) => Networks.Check("Proxies__Networks", options.Networks);
}
