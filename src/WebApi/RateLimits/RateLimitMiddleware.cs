using System.ComponentModel.DataAnnotations;
using ChatFlow.Application.Pipeline;
using ChatFlow.Domain;
using ChatFlow.Infrastructure.Settings;
using ChatFlow.WebApi.Sessions;
using Microsoft.Extensions.Options;

namespace ChatFlow.WebApi.RateLimits;

/// <summary>Options of the section <c>RateLimits</c>. Those that say nothing else are requests a minute.</summary>
[Section("RateLimits")]
public sealed class RateLimitOptions
{
    internal static readonly TimeSpan Window = TimeSpan.FromMinutes(1);

    /// <summary>False turns all of these off; the lock after failed logins stays.</summary>
    public bool Enabled { get; set; } = true;

    /// <summary>Of one signed-in user, over REST, on all devices together.</summary>
    [Range(1, 1_000_000)]
    public int PerUser { get; set; } = 600;

    /// <summary>Calls of one user to the hub, on all devices together: typing and markers come beside the messages.</summary>
    [Range(1, 1_000_000)]
    public int HubPerUser { get; set; } = 1200;

    /// <summary>Calls of one user to the hub in a second, on each node. More are not refused: they wait, and what comes after them on their connection is not read meanwhile.</summary>
    [Range(1, 1_000_000)]
    public int HubCallsPerSecond { get; set; } = 20;

    /// <summary>Calls of one user that need not wait after a rest: what clients do when they come back, for example.</summary>
    [Range(1, 1_000_000)]
    public int HubBurst { get; set; } = 40;

    /// <summary>Bytes that are read of one user's connections to the hub in a second, on each node. What is above that waits in the network.</summary>
    [Range(1024, 1_000_000_000)]
    public int HubBytesPerSecond { get; set; } = 64 * 1024;

    /// <summary>Connections to the hub, on each node, that one user may have at once: every open browser tab is one.</summary>
    [Range(1, 1_000_000)]
    public int ConnectionsPerUser { get; set; } = 50;

    /// <summary>
    /// Connections to the process, whether they say anything or not, that one network address (of IPv6: network of 64 bits) may have at once; there are 20,000 for all.
    /// This machine and web servers in front (<c>Proxies__Networks</c>) are not counted.
    /// </summary>
    [Range(1, 20_000)]
    public int ConnectionsPerAddress { get; set; } = 5_000;

    /// <summary>Of one network address without a token. Many people may sit behind one.</summary>
    [Range(1, 1_000_000)]
    public int PerAddress { get; set; } = 300;

    /// <summary>Of one network address to /api/auth with POST: registering, logging in, tokens of mails.</summary>
    [Range(1, 1_000_000)]
    public int AuthPerAddress { get; set; } = 60;

    /// <summary>Of one user's own export, which reads whole tables.</summary>
    [Range(1, 1_000_000)]
    public int ExportsPerUser { get; set; } = 2;

    /// <summary>Files that one user uploads.</summary>
    [Range(1, 1_000_000)]
    public int UploadsPerUser { get; set; } = 60;
}

/// <summary>Counts requests before anything is done for them.</summary>
internal sealed class RateLimitMiddleware(RequestDelegate next, IWindowCounter counter, IOptions<RateLimitOptions> options)
{
    public async Task InvokeAsync(HttpContext http)
    {
        if (options.Value.Enabled && http.Request.Path.StartsWithSegments("/api") && !http.Request.Path.StartsWithSegments("/api/health"))
            await Count(http);
        await next(http);
    }

    private async Task Count(HttpContext http)
    {
        var address = http.Connection.RemoteIpAddress;
        if (HttpMethods.IsPost(http.Request.Method) && http.Request.Path.StartsWithSegments("/api/auth"))
            await Demand($"auth:{address}", options.Value.AuthPerAddress);
        if (Caller.IdOf(http.User) is { } userId)
        {
            await Demand($"user:{userId}", options.Value.PerUser);
            if (http.Request.Path.StartsWithSegments("/api/users/me/export"))
                await Demand($"export:{userId}", options.Value.ExportsPerUser);
            if (HttpMethods.IsPost(http.Request.Method) && http.Request.Path.StartsWithSegments("/api/files"))
                await Demand($"upload:{userId}", options.Value.UploadsPerUser);
        }
        else
            await Demand($"address:{address}", options.Value.PerAddress);
    }

    private async Task Demand(string key, int limit)
    {
        var (count, untilNext) = await counter.Count(key, RateLimitOptions.Window);
        if (count > limit)
            throw new RateLimitedException("Too many requests. Please wait a moment.", untilNext);
    }
}
