using System.Text.Json;
using System.Threading.Channels;
using Microsoft.AspNetCore.SignalR.Client;

namespace ChatFlow.WebApi.Tests;

/// <summary>What a connection is sent of one type, in order.</summary>
internal sealed class Pushes
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private readonly Channel<JsonElement> arrived = Channel.CreateUnbounded<JsonElement>();

    public Pushes(HubConnection hub, string type) => hub.On<JsonElement>(type, push => arrived.Writer.TryWrite(push));

    public async Task<JsonElement> Next()
    {
        using var timeout = new CancellationTokenSource(Patience);
        return await arrived.Reader.ReadAsync(timeout.Token);
    }

    public async Task<List<JsonElement>> Next(int count)
    {
        List<JsonElement> pushes = [];
        while (pushes.Count < count)
            pushes.Add(await Next());
        return pushes;
    }

    /// <summary>What has come by now, without waiting.</summary>
    public List<JsonElement> Rest()
    {
        List<JsonElement> rest = [];
        while (arrived.Reader.TryRead(out var push))
            rest.Add(push);
        return rest;
    }
}
