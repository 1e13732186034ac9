using Microsoft.AspNetCore.HttpOverrides;
using Microsoft.Extensions.Options;
using IPNetwork = System.Net.IPNetwork;

namespace ChatFlow.WebApi.Hosting;

/// <summary>Options of the section <c>Proxies</c>.</summary>
public sealed class ProxyOptions
{
    /// <summary>
    /// Networks (such as 10.0.3.0/24) of web servers in front that are believed when they say who asks and whether by TLS (X-Forwarded-For,
    /// X-Forwarded-Proto). This machine itself always is; nobody else unless named here.
    /// </summary>
    public string[] Networks { get; set; } = [];
}

/// <summary>Whom a request is from, where a web server stands in front.</summary>
internal static class Proxies
{
    public static void AddProxies(this WebApplicationBuilder builder)
    {
        builder.Services.AddOptions<ProxyOptions>().BindConfiguration("Proxies")
            .Validate(options => options.Networks.All(network => IPNetwork.TryParse(network, out _)), "Proxies:Networks takes networks such as 10.0.3.0/24.")
            .ValidateOnStart();
        builder.Services.AddOptions<ForwardedHeadersOptions>().Configure<IOptions<ProxyOptions>>((headers, proxies) =>
        {
            headers.ForwardedHeaders = ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto;
            foreach (var network in proxies.Value.Networks)
                headers.KnownIPNetworks.Add(IPNetwork.Parse(network));
        });
    }
}
