using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Text;
using ChatFlow.Application.Channels;
using ChatFlow.Application.Files;
using SkiaSharp;

namespace ChatFlow.WebApi.Tests.Files;

public class UploadTests
{
    private const int MiB = 1024 * 1024;

    private static ChatServer Server => Shared.Server;

    private Person person = null!;
    private ChannelDto channel = null!;

    [SetUp]
    public async Task Channel()
    {
        person = await Person.SignUp(Server);
        channel = await person.CreateChannel(await person.CreateWorkspace());
    }

    [Test]
    public async Task Picture_IsAnsweredWithAllThatIsKnownOfIt()
    {
        var picture = Pictures.Of(SKEncodedImageFormat.Png, 800, 600);
        var file = await person.Upload(channel, picture, "our house.png");
        Assert.That(file, Is.EqualTo(new FileDto(
            file.Id, channel.Id, null, "our house.png", picture.Length, "image/png", 800, 600, true, $"/api/files/{file.Id}",
            $"/api/files/{file.Id}/thumbnail", person.User.Id, file.UploadedAt)));
    }

    [TestCase("<!DOCTYPE html><script>alert(1)</script>", "text/html")]
    [TestCase("<svg xmlns=\"http://www.w3.org/2000/svg\"><script>alert(1)</script></svg>", "image/svg+xml")]
    [TestCase("<?xml version=\"1.0\"?><!-- hm --><svg onload=\"alert(1)\"/>", "image/svg+xml")]
    [TestCase("GIF89a but no picture", "image/gif")]
    [TestCase("%PDF-1.7", "application/pdf")]
    [TestCase("just words, grüße 🙂", "text/plain")]
    [TestCase("\0\u0001\u0002", "application/octet-stream")]
    public async Task Type_IsThatOfTheContent_AndOnlyWhatDecodesIsAPicture(string content, string type)
    {
        var file = await person.Upload(channel, Encoding.UTF8.GetBytes(content), "cat.png");
        Assert.That((file.Type, file.Width, file.Height, file.HasThumbnail, file.ThumbnailUrl), Is.EqualTo((type, (int?)null, (int?)null, false, (string?)null)));
    }

    [TestCase("../../etc/passwd", "passwd")]
    [TestCase("C:\\Users\\me\\a.txt", "a.txt")]
    [TestCase("photo\u202Egpj.exe", "photogpj.exe")]
    [TestCase("a\u2066b\u200Fc\r\n\td.txt", "abcd.txt")]
    [TestCase("/", "file")]
    [TestCase("...", "file")]
    [TestCase("گزارش 🙂.pdf", "گزارش 🙂.pdf")]
    public async Task Name_IsTamed_AndNamesNothingInTheStore(string given, string name)
    {
        var file = await person.Upload(channel, [1, 2, 3], given);
        Assert.That(file.Filename, Is.EqualTo(name));
        Assert.That(Server.Stored().Where(path => path.Contains(file.Id.ToString("N"))), Is.EqualTo(new[] { $"{$"{file.Id:N}"[^2..]}/{file.Id:N}" }));
        var saved = (await person.Http.GetAsync(file.Url)).Content.Headers.ContentDisposition!;
        Assert.That(saved.FileNameStar, Is.EqualTo(name));
    }

    [Test]
    public async Task Name_ThatIsTooLong_KeepsItsEnding()
    {
        var file = await person.Upload(channel, [1], new string('x', 400) + ".pdf");
        Assert.That(file.Filename, Has.Length.EqualTo(255).And.EndsWith("x.pdf"));
    }

    [Test]
    public async Task File_ThatIsEmptyOrMissing_IsRefused()
    {
        await person.TryUpload(channel, []).IsRefused(400, "INVALID_REQUEST");
        var form = new MultipartFormDataContent { { new StringContent(channel.Id.ToString()), "channel_id" } };
        var refusal = await (await person.Http.PostAsync("/api/files", form)).Error();
        Assert.That(refusal.Details.Select(d => (d.Field, d.Constraint)), Is.EqualTo(new[] { ("file", "required") }));
        await person.Http.PostAsync("/api/files", new StringContent("{}", Encoding.UTF8, "application/json")).IsRefused(415, "INVALID_REQUEST");
        var unbounded = new ByteArrayContent([1]) { Headers = { ContentType = MediaTypeHeaderValue.Parse("multipart/form-data") } };
        await person.Http.PostAsync("/api/files", unbounded).IsRefused(400, "INVALID_REQUEST");
    }

    [Test]
    public async Task File_OfFiftyMebibytes_IsTaken_AndOneByteMoreIsNot_AndLeavesNothing()
    {
        var file = await person.Upload(channel, new byte[50 * MiB]);
        Assert.That(file.Size, Is.EqualTo(50 * MiB));
        var before = Server.Stored();
        await person.TryUpload(channel, new byte[(50 * MiB) + 1]).IsRefused(413, "INVALID_REQUEST");
        Assert.That(Server.Stored(), Is.EquivalentTo(before));
        Assert.That(await Server.Database.Scalar<long>($"SELECT count(*) FROM files WHERE uploaded_by = '{person.User.Id}'"), Is.EqualTo(1));
    }

    [Test]
    public async Task Connection_CutHalfWay_LeavesNothingBehind()
    {
        var before = Server.Stored();
        var spooled = Spooled();
        using (var socket = new TcpClient())
        {
            await socket.ConnectAsync(Server.Address.Host, Server.Address.Port);
            await using var stream = socket.GetStream();
            await stream.WriteAsync(Encoding.ASCII.GetBytes($"""
                POST /api/files HTTP/1.1
                Host: {Server.Address.Authority}
                Authorization: Bearer {person.Token}
                Content-Type: multipart/form-data; boundary=b
                Content-Length: 10000000

                --b
                Content-Disposition: form-data; name="channel_id"

                {channel.Id}
                --b
                Content-Disposition: form-data; name="file"; filename="a.bin"


                """.ReplaceLineEndings("\r\n")));
            await stream.WriteAsync(new byte[5_000_000]);
            // It is being written at the server by now.
            Assert.That(() => OpenSpools(), Is.Positive.After(20_000, 20));
        }
        Assert.That(() => OpenSpools(), Is.Zero.After(20_000, 20), "the server has seen the end");
        Assert.That(Server.Stored(), Is.EquivalentTo(before));
        Assert.That(Spooled(), Is.EquivalentTo(spooled));
        Assert.That(await Server.Database.Scalar<long>($"SELECT count(*) FROM files WHERE uploaded_by = '{person.User.Id}'"), Is.Zero);
    }

    [Test]
    public async Task Uploads_AtOnce_AreOnTheDisk_AndNotInMemory()
    {
        const int AtOnce = 20;
        var piece = new byte[MiB];
        var before = GC.GetTotalAllocatedBytes();
        var answers = await Task.WhenAll(Enumerable.Range(0, AtOnce).Select(_ => person.Http.PostAsync(
            "/api/files", FileCalls.Form(new Pieces(piece, 50), "large.bin", channel.Id.ToString()))));
        var allocated = GC.GetTotalAllocatedBytes() - before;
        Assert.That(answers.Select(a => (int)a.StatusCode), Is.All.EqualTo(201));
        // A gigabyte went through client and server, which are both in this process. Whoever kept it would have allocated it.
        Assert.That(allocated, Is.LessThan(200L * MiB));
    }

    private static string[] Spooled() => Directory.GetFiles(Path.GetTempPath(), "chatflow-*");

    /// <summary>Files without a name that this process has open.</summary>
    private static int OpenSpools() => new DirectoryInfo("/proc/self/fd").EnumerateFiles()
        .Count(descriptor => descriptor.LinkTarget is { } target && target.Contains("/chatflow-") && target.EndsWith("(deleted)", StringComparison.Ordinal));

    private sealed class Pieces(byte[] piece, int count) : HttpContent
    {
        protected override async Task SerializeToStreamAsync(Stream stream, System.Net.TransportContext? context)
        {
            for (var i = 0; i < count; i++)
                await stream.WriteAsync(piece);
        }

        protected override bool TryComputeLength(out long length)
        {
            length = (long)piece.Length * count;
            return true;
        }
    }
}
