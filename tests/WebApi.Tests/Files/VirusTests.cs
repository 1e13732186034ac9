using ChatFlow.Application.Channels;

namespace ChatFlow.WebApi.Tests.Files;

public sealed class VirusTests : IAsyncDisposable
{
    private Clamd? clamd;
    private ChatServer? server;
    private Person person = null!;
    private ChannelDto channel = null!;

    [SetUp]
    public async Task Start()
    {
        clamd = await Clamd.Start();
        server = new ChatServer(Shared.Server.Database, ("Files:Clamd:Host", "127.0.0.1"), ("Files:Clamd:Port", $"{clamd.Port}"));
        var somebody = await Person.SignUp(Shared.Server);
        person = await Person.LogIn(server, somebody.User.Email!);
        channel = await person.CreateChannel(await person.CreateWorkspace());
    }

    public async ValueTask DisposeAsync()
    {
        if (server is not null)
            await server.DisposeAsync();
        if (clamd is not null)
            await clamd.DisposeAsync();
    }

    [Test]
    public async Task File_WithAVirus_IsRefused_AndLeavesNothing()
    {
        await person.TryUpload(channel, Clamd.Eicar, "harmless.txt").IsRefused(422, "UNPROCESSABLE");
        await person.TryUpload(channel, [.. new byte[200_000], .. Clamd.Eicar]).IsRefused(422, "UNPROCESSABLE");
        Assert.That(server!.Stored(), Is.Empty);
        Assert.That(await server!.Database.Scalar<long>($"SELECT count(*) FROM files WHERE uploaded_by = '{person.User.Id}'"), Is.Zero);
        await person.Upload(channel, Pictures.Gif);
    }

    [Test]
    public async Task File_ThatTheScannerHasNotSeen_IsNotTaken()
    {
        // More than this clamd is set up to read.
        await person.TryUpload(channel, new byte[2 * 1024 * 1024]).IsRefused(503, "SERVICE_UNAVAILABLE");
        clamd!.Kill();
        await person.TryUpload(channel, [1]).IsRefused(503, "SERVICE_UNAVAILABLE");
        Assert.That(server!.Stored(), Is.Empty);
    }
}
