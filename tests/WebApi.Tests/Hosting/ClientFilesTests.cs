namespace ChatFlow.WebApi.Tests.Hosting;

public class ClientFilesTests
{
    private string _root = "";
    private ChatServer _server = null!;

    [OneTimeSetUp]
    public void BuildClient()
    {
        _root = Directory.CreateTempSubdirectory("chatflow-client-").FullName;
        Directory.CreateDirectory(Path.Combine(_root, "assets"));
        foreach (var file in new[] { "index.html", "sw.js", "manifest.webmanifest", "build.json", "assets/index-B1.js" })
            File.WriteAllText(Path.Combine(_root, file), file);
        _server = new ChatServer(Shared.Server.Database, ("Client:Root", _root));
    }

    [OneTimeTearDown]
    public async Task Remove()
    {
        await _server.DisposeAsync();
        Directory.Delete(_root, recursive: true);
    }

    [TestCase("/", "text/html")]
    [TestCase("/sw.js", "text/javascript")]
    [TestCase("/manifest.webmanifest", "application/manifest+json")]
    [TestCase("/build.json", "application/json")]
    public async Task WhatNamesABuild_IsAskedForAgainEachTime(string path, string type)
    {
        var response = await _server.Http().GetAsync(path);
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
        var response = await _server.Http().GetAsync("/assets/index-B1.js");
        Assert.That(response.Headers.CacheControl?.ToString(), Does.Contain("immutable").And.Contain("max-age=31536000"));
    }

    [TestCase("/w/some/c/where", true)]
    [TestCase("/api/nowhere", false)]
    [TestCase("/missing.js", false)]
    public async Task AddressesOfTheClient_AreAllTheOnePage(string path, bool isPage)
    {
        var text = await (await _server.Http().GetAsync(path)).Content.ReadAsStringAsync();
        Assert.That(text == "index.html", Is.EqualTo(isPage));
    }
}
