namespace ChatFlow.WebApi.Tests.Hosting;

public class ClientFilesTests
{
    [TestCase("/", "text/html")]
    [TestCase("/sw.js", "text/javascript")]
    [TestCase("/manifest.webmanifest", "application/manifest+json")]
    [TestCase("/build.json", "application/json")]
    public async Task WhatNamesABuild_IsAskedForAgainEachTime(string path, string type)
    {
        await using var client = new BuiltClient();
        var response = await client.Get(path);
        Assert.Multiple(() =>
        {
            Assert.That(response.IsSuccessStatusCode);
            Assert.That(response.Headers.CacheControl?.NoCache, Is.True, "a service worker from a cache would keep an old client alive");
            Assert.That(response.Content.Headers.ContentType?.MediaType, Is.EqualTo(type));
        });
    }

    [Test]
    public async Task WhatCarriesItsHashInItsName_IsKeptForGood()
    {
        await using var client = new BuiltClient();
        var response = await client.Get("/assets/index-B1.js");
        Assert.That(response.Headers.CacheControl?.ToString(), Does.Contain("immutable").And.Contain("max-age=31536000"));
    }

    [TestCase("/w/some/c/where", true)]
    [TestCase("/api/nowhere", false)]
    [TestCase("/missing.js", false)]
    public async Task AddressesOfTheClient_AreAllTheOnePage(string path, bool isPage)
    {
        await using var client = new BuiltClient();
        var text = await (await client.Get(path)).Content.ReadAsStringAsync();
        Assert.That(text == "index.html", Is.EqualTo(isPage));
    }

    /// <summary>A server with a client's folder, as the build leaves it.</summary>
    private sealed class BuiltClient : IAsyncDisposable
    {
        private readonly DirectoryInfo root = Directory.CreateTempSubdirectory("chatflow-client-");
        private readonly ChatServer server;

        public BuiltClient()
        {
            root.CreateSubdirectory("assets");
            foreach (var file in new[] { "index.html", "sw.js", "manifest.webmanifest", "build.json", "assets/index-B1.js" })
                File.WriteAllText(Path.Combine(root.FullName, file), file);
            server = new ChatServer(Shared.Server.Database, ("Client:Root", root.FullName));
        }

        public Task<HttpResponseMessage> Get(string path) => server.Http().GetAsync(path);

        public async ValueTask DisposeAsync()
        {
            await server.DisposeAsync();
            root.Delete(recursive: true);
        }
    }
}
