using Microsoft.AspNetCore.Http.Features;

namespace ChatFlow.WebApi.RateLimits;

/// <summary>Makes a socket of which no more is read than its user may send.</summary>
internal sealed class PacedUpgrade(IHttpUpgradeFeature inner, HubLimits limits, Guid userId) : IHttpUpgradeFeature
{
    public bool IsUpgradableRequest => inner.IsUpgradableRequest;

    public async Task<Stream> UpgradeAsync() => new PacedStream(await inner.UpgradeAsync(), limits, userId);
}
