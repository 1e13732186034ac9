using System.Net;
using Microsoft.Extensions.Options;

namespace ChatFlow.WebApi.Hosting;

/// <summary>Networks in settings: the server does not start with one that is none, since nobody could be meant by it.</summary>
internal static class Networks
{
    /// <summary>An address, such as 10.0.0.7, is a network of its own.</summary>
    public static IPNetwork? Parse(string text) => IPNetwork.TryParse(text, out var network) ? network
        : IPAddress.TryParse(text, out var address) ? new IPNetwork(address, address.GetAddressBytes().Length * 8) : null;

    public static ValidateOptionsResult Check(string key, IEnumerable<string> networks)
    {
        var mistakes = networks.Select((text, i) => (text, i)).Where(given => Parse(given.text) is null)
            .Select(given => $"{key}__{given.i} is neither an address nor a network, such as 10.0.0.7 or 10.0.0.0/24.").ToList();
        return mistakes.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(mistakes);
    }
}
