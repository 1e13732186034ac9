using System.Net.Http.Headers;
using ChatFlow.Application.Channels;
using ChatFlow.Domain;
using ChatFlow.Infrastructure.Files;
using ChatFlow.Tests.S3;
using Microsoft.Extensions.DependencyInjection;
using SkiaSharp;

namespace ChatFlow.WebApi.Tests.Files;

/// <summary>The same files in a bucket, on a server that speaks S3 over the network.</summary>
public sealed class S3Tests : IAsyncDisposable
{
    private S3Server s3 = null!;
    private ChatServer server = null!;
    private Person person = null!;
    private ChannelDto channel = null!;

    [SetUp]
    public async Task Start()
    {
        s3 = await S3Server.Start();
        server = Server(S3Server.Bucket);
        var somebody = await Person.SignUp(Shared.Server);
        person = await Person.LogIn(server, somebody.User.Email!);
        channel = await person.CreateChannel(await person.CreateWorkspace());
    }

    public async ValueTask DisposeAsync()
    {
        await server.DisposeAsync();
        await s3.DisposeAsync();
    }

    [Test]
    public async Task File_IsStoredInTheBucket_ReadInPart_AndRemovedFromIt()
    {
        var bytes = Enumerable.Range(0, 12_000_000).Select(n => (byte)(n % 251)).ToArray();
        var file = await person.Upload(channel, bytes, "../a.bin");
        Assert.That((s3.Stores(file.Id), server.Stored()), Is.EqualTo((true, Array.Empty<string>())));
        Assert.That(await person.Http.GetByteArrayAsync(file.Url), Is.EqualTo(bytes));
        person.Http.DefaultRequestHeaders.Range = new RangeHeaderValue(11_999_000, 11_999_999);
        Assert.That(await person.Http.GetByteArrayAsync(file.Url), Is.EqualTo(bytes[^1000..]));
        person.Http.DefaultRequestHeaders.Range = null;

        var message = await person.SendWith(channel, file);
        await person.Http.DeleteAsync($"/api/messages/{message.Id}");
        await server.Services.GetRequiredService<FileSweeper>().Sweep(default);
        Assert.That(s3.Stores(file.Id), Is.False);
    }

    [Test]
    public async Task Thumbnail_IsMadeFromTheBucket_AndStoredThere()
    {
        var file = await person.Upload(channel, Pictures.Of(SKEncodedImageFormat.Jpeg, 1000, 500));
        using var thumbnail = SKBitmap.Decode(await person.Http.GetByteArrayAsync(file.ThumbnailUrl));
        Assert.That((thumbnail.Width, thumbnail.Height), Is.EqualTo((640, 320)));
        await person.Http.GetAsync($"/api/files/{TimeProvider.System.NewId()}").IsRefused(404, "NOT_FOUND");
    }

    [Test]
    public async Task Bucket_ThatIsNotThere_OrDoesNotAnswer_IsUnavailable()
    {
        await using (var wrong = Server("elsewhere"))
        {
            using var http = wrong.Http(person.Token);
            await http.PostAsync("/api/files", FileCalls.Form([1], "a", channel.Id.ToString())).IsRefused(503, "SERVICE_UNAVAILABLE");
        }
        var file = await person.Upload(channel, [1]);
        s3.Kill();
        await person.TryUpload(channel, [1]).IsRefused(503, "SERVICE_UNAVAILABLE");
        await person.Http.GetAsync(file.Url).IsRefused(503, "SERVICE_UNAVAILABLE");
    }

    private ChatServer Server(string bucket) => new(
        Shared.Server.Database, ("Files:S3:Bucket", bucket), ("Files:S3:Endpoint", s3.Endpoint), ("Files:S3:PathStyle", "true"),
        ("Files:S3:Region", "us-east-1"), ("Files:S3:AccessKey", S3Server.Key), ("Files:S3:SecretKey", S3Server.Key));
}
