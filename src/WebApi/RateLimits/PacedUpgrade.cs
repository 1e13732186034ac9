using Microsoft.AspNetCore.Http.Features;

namespace ChatFlow.WebApi.RateLimits;

/// <summary>Makes a socket of which no more is read than its user may send.</summary>
internal sealed class PacedUpgrade(IHttpUpgradeFeature inner, HubLimits limits, Guid userId) : IHttpUpgradeFeature
{
    public bool IsUpgradableRequest => inner.IsUpgradableRequest;

    public async Task<Stream> UpgradeAsync() => new PacedStream(await inner.UpgradeAsync(), limits, userId);
}

/// <summary>The same for a socket within HTTP/2, which browsers use where ChatFlow ends TLS itself.</summary>
internal sealed class PacedConnect(IHttpExtendedConnectFeature inner, HubLimits limits, Guid userId) : IHttpExtendedConnectFeature
{
    public bool IsExtendedConnect => inner.IsExtendedConnect;

    public string? Protocol => inner.Protocol;

    public async ValueTask<Stream> AcceptAsync() => new PacedStream(await inner.AcceptAsync(), limits, userId);
}
