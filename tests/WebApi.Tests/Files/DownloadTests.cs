using System.Net;
using System.Net.Http.Headers;
using System.Text;
using ChatFlow.Application.Channels;
using ChatFlow.Application.Files;
using ChatFlow.WebApi.Tests.Workspaces;
using SkiaSharp;

namespace ChatFlow.WebApi.Tests.Files;

public class DownloadTests
{
    private Team team = null!;
    private ChannelDto channel = null!;

    [SetUp]
    public async Task Channel()
    {
        team = await Team.Create();
        channel = await team.Owner.CreateChannel(team.Workspace, "private", "private");
        await team.Owner.Http.Post<ChannelMemberDto>($"/api/channels/{channel.Id}/members", new { user_id = team.Member.User.Id });
    }

    [Test]
    public async Task Bytes_AreThoseThatWereUploaded_WholeOrInPart()
    {
        var bytes = Enumerable.Range(0, 300_000).Select(n => (byte)(n * 7)).ToArray();
        var file = await Sent(bytes, "a.bin");
        var whole = await team.Owner.Http.GetAsync(file.Url);
        Assert.That(await whole.Content.ReadAsByteArrayAsync(), Is.EqualTo(bytes));
        Assert.That(whole.Headers.AcceptRanges, Is.EqualTo(new[] { "bytes" }));

        var part = await Get(file.Url, request => request.Headers.Range = new RangeHeaderValue(1000, 1999));
        Assert.That(part.StatusCode, Is.EqualTo(HttpStatusCode.PartialContent));
        Assert.That(part.Content.Headers.ContentRange!.ToString(), Is.EqualTo("bytes 1000-1999/300000"));
        Assert.That(await part.Content.ReadAsByteArrayAsync(), Is.EqualTo(bytes[1000..2000]));
        var end = await Get(file.Url, request => request.Headers.Range = new RangeHeaderValue(null, 10));
        Assert.That(await end.Content.ReadAsByteArrayAsync(), Is.EqualTo(bytes[^10..]));
        var beyond = await Get(file.Url, request => request.Headers.Range = new RangeHeaderValue(300_000, null));
        Assert.That(beyond.StatusCode, Is.EqualTo(HttpStatusCode.RequestedRangeNotSatisfiable));

        var known = await Get(file.Url, request => request.Headers.IfNoneMatch.Add(whole.Headers.ETag!));
        Assert.That(known.StatusCode, Is.EqualTo(HttpStatusCode.NotModified));
        Assert.That(whole.Headers.CacheControl!.ToString(), Is.EqualTo("no-cache, private"), "kept, and asked for each time");
    }

    [TestCase("<!DOCTYPE html><script>alert(1)</script>", "cat.png")]
    [TestCase("<svg xmlns=\"http://www.w3.org/2000/svg\"><script>alert(1)</script></svg>", "a.svg")]
    [TestCase("%PDF-1.7 ", "a.pdf")]
    [TestCase("words", "a.txt")]
    public async Task File_ThatIsNoPicture_IsSaved_AndRunsNowhere(string content, string name)
    {
        var file = await Sent(Encoding.UTF8.GetBytes(content), name);
        var response = await team.Owner.Http.GetAsync(file.Url);
        Assert.That(response.Content.Headers.ContentDisposition!.DispositionType, Is.EqualTo("attachment"));
        Assert.That(response.Content.Headers.ContentType!.ToString(), Is.EqualTo("application/octet-stream"), "no browser runs that, not even by a blob: address");
        IsHarmless(response);
    }

    [TestCase(SKEncodedImageFormat.Png, "image/png")]
    [TestCase(SKEncodedImageFormat.Jpeg, "image/jpeg")]
    [TestCase(SKEncodedImageFormat.Webp, "image/webp")]
    public async Task Picture_IsShown_WhateverItIsCalled(SKEncodedImageFormat format, string type)
    {
        var file = await Sent(Pictures.Of(format, 20, 10), "page.html");
        var response = await Get(file.Url, request => request.Headers.Accept.ParseAdd("image/avif,image/webp,image/*;q=0.8"));
        Assert.That(response.Content.Headers.ContentDisposition!.DispositionType, Is.EqualTo("inline"));
        Assert.That(response.Content.Headers.ContentType!.ToString(), Is.EqualTo(type));
        IsHarmless(response);
    }

    [Test]
    public async Task File_IsGivenToWhoMayReadItsChannel_AndAskedForEachTime()
    {
        var file = await Sent(Pictures.Gif, "a.gif");
        await All(team.Member, 200);
        await All(team.Owner, 200);
        await All(team.Admin, 404);
        await All(team.Outsider, 404);
        await team.Owner.Http.Post<ChannelMemberDto>($"/api/channels/{channel.Id}/members", new { user_id = team.Admin.User.Id });
        await All(team.Admin, 200);
        await team.Owner.Http.DeleteAsync($"/api/channels/{channel.Id}/members/{team.Admin.User.Id}");
        await All(team.Admin, 404);
        await team.Owner.Http.DeleteAsync($"{team.Path}/members/{team.Member.User.Id}");
        await All(team.Member, 404);
        await Shared.Server.Http().GetAsync(file.Url).IsRefused(401, "UNAUTHORIZED");
        await team.Owner.Http.DeleteAsync($"/api/channels/{channel.Id}");
        await All(team.Owner, 404);

        async Task All(Person who, int status)
        {
            foreach (var url in new[] { file.Url, file.ThumbnailUrl })
                Assert.That((int)(await who.Http.GetAsync(url)).StatusCode, Is.EqualTo(status), $"{who.User.DisplayName} {url}");
        }
    }

    [Test]
    public async Task File_ThatIsNotSentYet_IsItsUploadersAlone()
    {
        var file = await team.Member.Upload(channel, [1]);
        Assert.That((int)(await team.Member.Http.GetAsync(file.Url)).StatusCode, Is.EqualTo(200));
        await team.Owner.Http.GetAsync(file.Url).IsRefused(404, "NOT_FOUND");
    }

    [TestCase("/api/files/01a1f4fb-ab63-7ac4-a381-d593bed77d30")]
    [TestCase("/api/files/x")]
    [TestCase("/api/files/..%2f..%2fetc%2fpasswd")]
    [TestCase("/api/files/%2e%2e/%2e%2e/appsettings.json")]
    [TestCase("/api/files/01a1f4fb-ab63-7ac4-a381-d593bed77d30/thumbnail")]
    [TestCase("/files/01/01a1f4fbab637ac4a381d593bed77d30")]
    public async Task Guess_IsNotFound(string path) => await team.Owner.Http.GetAsync(path).IsRefused(404, "NOT_FOUND");

    private async Task<FileDto> Sent(byte[] content, string name)
    {
        var file = await team.Member.Upload(channel, content, name);
        await team.Member.SendWith(channel, file);
        return file;
    }

    private async Task<HttpResponseMessage> Get(string url, Action<HttpRequestMessage> with)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, url);
        with(request);
        return await team.Owner.Http.SendAsync(request);
    }

    private static void IsHarmless(HttpResponseMessage response)
    {
        Assert.That(response.Headers.GetValues("X-Content-Type-Options"), Is.EqualTo(new[] { "nosniff" }));
        var policy = response.Headers.GetValues("Content-Security-Policy").Single();
        Assert.That(policy, Does.Contain("default-src 'none'").And.Match("(^|; ?)sandbox(;|$)"));
    }
}
