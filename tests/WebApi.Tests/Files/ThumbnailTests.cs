using System.Text;
using ChatFlow.Application.Channels;
using SkiaSharp;

namespace ChatFlow.WebApi.Tests.Files;

public class ThumbnailTests
{
    private static ChatServer Server => Shared.Server;

    private Person person = null!;
    private ChannelDto channel = null!;

    [SetUp]
    public async Task Channel()
    {
        person = await Person.SignUp(Server);
        channel = await person.CreateChannel(await person.CreateWorkspace());
    }

    [TestCase(SKEncodedImageFormat.Png, 2000, 1000, 640, 320)]
    [TestCase(SKEncodedImageFormat.Jpeg, 1000, 4000, 160, 640)]
    [TestCase(SKEncodedImageFormat.Webp, 100, 50, 100, 50)]
    public async Task Thumbnail_IsASmallWebp(SKEncodedImageFormat format, int width, int height, int toWidth, int toHeight)
    {
        var file = await person.Upload(channel, Pictures.Of(format, width, height));
        Assert.That((file.Width, file.Height, file.HasThumbnail), Is.EqualTo((width, height, true)));
        // Asked for at once: it is waited for.
        var response = await person.Http.GetAsync(file.ThumbnailUrl);
        Assert.That(response.Content.Headers.ContentType!.ToString(), Is.EqualTo("image/webp"));
        using var thumbnail = SKBitmap.Decode(await response.Content.ReadAsByteArrayAsync());
        Assert.That((thumbnail.Width, thumbnail.Height), Is.EqualTo((toWidth, toHeight)));
        Assert.That(thumbnail.GetPixel(toWidth / 10, toHeight / 2).Red, Is.GreaterThan(200));
        Assert.That(thumbnail.GetPixel(toWidth * 9 / 10, toHeight / 2).Blue, Is.GreaterThan(200));
    }

    // Red is on the left as stored. 3 is upside down, 6 lies on its left side, 8 on its right.
    [TestCase(1, 400, 200, 50, 100)]
    [TestCase(2, 400, 200, 350, 100)]
    [TestCase(3, 400, 200, 350, 100)]
    [TestCase(6, 200, 400, 100, 50)]
    [TestCase(8, 200, 400, 100, 350)]
    public async Task Picture_ThatWasTakenSideways_IsUpright(int orientation, int width, int height, int redX, int redY)
    {
        var file = await person.Upload(channel, Pictures.JpegWithPlace(400, 200, (byte)orientation));
        Assert.That((file.Width, file.Height), Is.EqualTo((width, height)));
        using var thumbnail = SKBitmap.Decode(await person.Http.GetByteArrayAsync(file.ThumbnailUrl));
        Assert.That((thumbnail.Width, thumbnail.Height), Is.EqualTo((width, height)));
        Assert.That((thumbnail.GetPixel(redX, redY).Red, thumbnail.GetPixel(width - redX, height - redY).Blue), Is.EqualTo((254, 254)).Within(6));
    }

    [Test]
    public async Task Thumbnail_SaysNothingOfWhereItWasTaken()
    {
        foreach (var picture in new[] { Pictures.JpegWithPlace(100, 50), Pictures.PngWithPlace(100, 50), Pictures.WebpWithPlace(100, 50) })
        {
            var file = await person.Upload(channel, picture);
            Assert.That(Latin(await person.Http.GetByteArrayAsync(file.Url)), Does.Contain(Pictures.Camera), "the original is as it was uploaded");
            Assert.That(Latin(await person.Http.GetByteArrayAsync(file.ThumbnailUrl)), Does.Not.Contain(Pictures.Camera).And.Not.Contain("EXIF"));
        }
    }

    [Test]
    public async Task Original_LosesItsMetadata_IfThatIsAskedFor_AndNotAPixel()
    {
        foreach (var picture in new[] { Pictures.JpegWithPlace(100, 50), Pictures.PngWithPlace(100, 50), Pictures.WebpWithPlace(100, 50) })
        {
            var file = await person.Upload(channel, picture, strip: true);
            var stripped = await person.Http.GetByteArrayAsync(file.Url);
            Assert.That(Latin(stripped), Does.Not.Contain(Pictures.Camera), file.Type);
            Assert.That(file.Size, Is.EqualTo(stripped.Length).And.LessThan(picture.Length));
            using var before = SKBitmap.Decode(picture);
            using var after = SKBitmap.Decode(stripped);
            Assert.That(after.Bytes, Is.EqualTo(before.Bytes), file.Type);
        }
    }

    [Test]
    public async Task Original_ThatIsStripped_IsTurnedAsBefore()
    {
        var file = await person.Upload(channel, Pictures.JpegWithPlace(400, 200, 6), strip: true);
        Assert.That((file.Width, file.Height), Is.EqualTo((200, 400)));
        using var codec = SKCodec.Create(new MemoryStream(await person.Http.GetByteArrayAsync(file.Url)));
        Assert.That(codec.EncodedOrigin, Is.EqualTo(SKEncodedOrigin.RightTop));
    }

    [Test]
    public async Task Picture_ThatIsDamaged_IsNotStripped_AndIsRefused()
    {
        var jpeg = Pictures.JpegWithPlace(100, 50);
        await person.TryUpload(channel, jpeg[..(jpeg.Length / 2)], strip: true).IsRefused(422, "UNPROCESSABLE");
        Assert.That((await person.Upload(channel, jpeg[..(jpeg.Length / 2)])).Type, Is.EqualTo("image/jpeg"), "as a file it is as good as any");
    }

    [Test]
    public async Task Bomb_IsKeptAsAFile_AndDecodedNowhere()
    {
        var bomb = Pictures.PngBomb(30_000, 30_000);
        Assert.That(bomb, Has.Length.LessThan(1_000_000));
        var file = await person.Upload(channel, bomb, "bomb.png");
        Assert.That((file.Type, file.Width, file.HasThumbnail), Is.EqualTo(("image/png", (int?)null, false)));
        await person.Http.GetAsync($"{file.Url}/thumbnail").IsRefused(404, "NOT_FOUND");
        var response = await person.Http.GetAsync(file.Url);
        Assert.That(response.Content.Headers.ContentDisposition!.DispositionType, Is.EqualTo("attachment"), "no colleague's browser shows it either");
    }

    [Test]
    public async Task Picture_ThatCannotBeDecoded_HasNoThumbnail()
    {
        // A header that is right, and nothing that follows from it.
        byte[] png = [.. Pictures.Of(SKEncodedImageFormat.Png, 300, 200)[..33], .. "nonsense"u8];
        var file = await person.Upload(channel, png);
        await person.Http.GetAsync($"{file.Url}/thumbnail").IsRefused(404, "NOT_FOUND");
        var sent = await person.SendWith(channel, file);
        Assert.That((sent.Files.Single().HasThumbnail, sent.Files.Single().ThumbnailUrl), Is.EqualTo((false, (string?)null)));
    }

    [Test]
    public async Task Thumbnail_ThatAStopLeftUndone_IsMadeAfterTheNextStart()
    {
        var file = await person.Upload(channel, Pictures.Of(SKEncodedImageFormat.Png, 300, 200));
        await person.Http.GetByteArrayAsync(file.ThumbnailUrl);
        await Server.Database.Change($"UPDATE files SET thumbnail_made_at = NULL WHERE id = '{file.Id}'");
        var stored = Server.Stored().Single(path => path.EndsWith($"{file.Id:N}.thumbnail", StringComparison.Ordinal));
        File.Delete(Path.Combine(Server.FilesFolder, stored));
        await using var next = new ChatServer(Server.Database, ("Files:Directory", Server.FilesFolder));
        Assert.That(() => Server.Stored(), Does.Contain(stored).After(20_000, 20));
    }

    private static string Latin(byte[] bytes) => Encoding.Latin1.GetString(bytes);
}
