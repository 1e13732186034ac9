using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using ChatFlow.WebApi.RateLimits;
using ChatFlow.WebApi.Tests.Stopping;
using Microsoft.Extensions.DependencyInjection;

namespace ChatFlow.WebApi.Tests.Hosting;

/// <summary>Connections to the hub that are made of requests: what they send has the pace of what sockets send.</summary>
public class HubRequestTests
{
    private const string Ping = "{\"type\":6}\u001e";

    [Test]
    public async Task WhatRequestsSend_WaitsForItsTime([Values("text/event-stream", "*/*")] string accept, [Values(1, 40)] int requests)
    {
        await using var server = new ChatServer(Shared.Server.Database, ("RateLimits:Enabled", "true"), ("RateLimits:HubBytesPerSecond", "2048"));
        var person = await Person.SignUp(Shared.Server);
        using var http = server.Http(person.Token);
        using var givesUp = new CancellationTokenSource();
        var negotiated = await (await http.PostAsync("/hub/negotiate?negotiateVersion=1", null)).Content.ReadFromJsonAsync<JsonElement>();
        var address = $"/hub?id={negotiated.GetProperty("connectionToken").GetString()}";
        using var get = new HttpRequestMessage(HttpMethod.Get, address) { Headers = { Accept = { MediaTypeWithQualityHeaderValue.Parse(accept) } } };
        using var open = await http.SendAsync(get, HttpCompletionOption.ResponseHeadersRead);
        open.EnsureSuccessStatusCode();
        await Post("{\"protocol\":\"json\",\"version\":1}\u001e");

        // Many seconds of them: one that is large, or many that are small.
        var posting = Enumerable.Range(0, requests).Select(_ => Post(requests == 1 ? string.Concat(Enumerable.Repeat(Ping, 50_000)) : Ping)).ToList();
        var limits = server.Services.GetRequiredService<HubLimits>();
        // Whoever comes next waits behind what is there.
        await ServerProcess.Until(() => Task.FromResult(!limits.Read(person.User.Id, 1, givesUp.Token).AsTask().IsCompleted));
        await givesUp.CancelAsync();
        Assert.That(() => Task.WhenAll(posting), Throws.InstanceOf<OperationCanceledException>());

        async Task Post(string text) =>
            (await http.PostAsync(address, new StringContent(text, Encoding.UTF8), givesUp.Token)).EnsureSuccessStatusCode();
    }
}
