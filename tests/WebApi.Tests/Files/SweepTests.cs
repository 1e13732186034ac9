using ChatFlow.Application.Channels;
using ChatFlow.Application.Files;
using ChatFlow.Application.Users;
using ChatFlow.Application.Workspaces;
using ChatFlow.Infrastructure.Files;
using ChatFlow.Tests.Postgres;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace ChatFlow.WebApi.Tests.Files;

/// <summary>What is removed, and when: on a server whose clock stands, so that it sweeps when it is told to.</summary>
public sealed class SweepTests : IAsyncDisposable
{
    private readonly FakeTimeProvider clock = new(TimeProvider.System.GetUtcNow());
    private ChatServer server = null!;
    private int deletions;
    private int failing;
    private Person person = null!;
    private ChannelDto channel = null!;

    [SetUp]
    public async Task Start()
    {
        // Of its own: what runs by this clock must not be seen by others' servers.
        server = new ChatServer(await TestDatabase.Create(), services =>
        {
            services.AddSingleton<TimeProvider>(clock);
            var real = services.Single(service => service.ServiceType == typeof(IContentStore));
            services.Remove(real);
            services.AddSingleton<IContentStore>(provider => new Failing((IContentStore)real.ImplementationFactory!(provider), this));
        });
        person = await Person.SignUp(server);
        channel = await person.CreateChannel(await person.CreateWorkspace());
    }

    // NUnit does, after each test.
    public async ValueTask DisposeAsync()
    {
        await server.DisposeAsync();
        await server.Database.DisposeAsync();
    }

    [Test]
    public async Task File_ThatIsNotSent_IsGoneAfterADay_AndOneThatIsStays()
    {
        var (waiting, avatar, sent) = (await person.Upload(channel, Pictures.Gif), await person.Upload(null, Pictures.Gif), await person.Upload(channel, Pictures.Gif));
        await person.Http.GetByteArrayAsync(waiting.ThumbnailUrl);
        await person.SendWith(channel, sent);

        clock.Advance(TimeSpan.FromHours(24) - TimeSpan.FromSeconds(1));
        await Sweep();
        Assert.That((server.Stores(waiting.Id), server.Stores(avatar.Id)), Is.EqualTo((true, true)));
        clock.Advance(TimeSpan.FromSeconds(1));
        Assert.That((int)(await LoggedIn()).StatusCode, Is.EqualTo(422), "it cannot be sent any more, swept or not");
        await Sweep();

        Assert.That((server.Stores(waiting.Id), server.Stores(avatar.Id), server.Stores(sent.Id)), Is.EqualTo((false, false, true)));
        Assert.That(await Rows(), Is.EqualTo(1));

        // A day is longer than a token lives.
        async Task<HttpResponseMessage> LoggedIn()
        {
            person = await Person.LogIn(server, person.User.Email!);
            return await person.Http.PostAsync(
                $"/api/channels/{channel.Id}/messages", System.Net.Http.Json.JsonContent.Create(new { file_ids = new[] { waiting.Id } }));
        }
    }

    [Test]
    public async Task Files_GoWithTheirMessage()
    {
        var (gone, kept) = (await person.Upload(channel, [1]), await person.Upload(channel, [1]));
        var message = await person.SendWith(channel, gone);
        await person.SendWith(channel, kept);
        await person.Http.DeleteAsync($"/api/messages/{message.Id}");
        await Sweep();
        Assert.That((server.Stores(gone.Id), server.Stores(kept.Id), await Rows()), Is.EqualTo((false, true, 1)));
    }

    [TestCase("channels")]
    [TestCase("workspaces")]
    public async Task Files_GoWithTheirChannelAndWorkspace(string what)
    {
        var file = await person.Upload(channel, [1]);
        await person.SendWith(channel, file);
        Assert.That((int)(await person.Http.DeleteAsync($"/api/{what}/{(what == "channels" ? channel.Id : channel.WorkspaceId)}")).StatusCode, Is.EqualTo(200));
        await Sweep();
        Assert.That((server.Stores(file.Id), await Rows()), Is.EqualTo((false, 0)));
    }

    [Test]
    public async Task File_ThatCannotBeRemoved_StaysForTheNextSweep_AndKeepsNoOther()
    {
        for (var i = 0; i < 3; i++)
            await person.Http.DeleteAsync($"/api/messages/{(await person.SendWith(channel, await person.Upload(channel, [1]))).Id}");
        (deletions, failing) = (0, 2);
        Assert.That(await Sweep(), Is.EqualTo(2));
        Assert.That(await Rows(), Is.EqualTo(1), "bytes are never gone from the table before they are gone from the store");
        failing = 0;
        await Sweep();
        Assert.That((await Rows(), await Bytes()), Is.EqualTo((0, 0)));
    }

    [Test]
    public async Task Upload_ThatTheDiskHasNoRoomFor_IsRefused_AndLeavesNothing()
    {
        failing = -1;
        await person.TryUpload(channel, [1]).IsRefused(503, "SERVICE_UNAVAILABLE");
        failing = 0;
        await Sweep();
        Assert.That((await Rows(), await Bytes()), Is.EqualTo((0, 0)));
        Assert.That(server.Stored(), Is.Empty);
    }

    [Test]
    public async Task Workspace_HasAQuota_ThatUploadsAtOnceDoNotPass_AndDeletingFrees()
    {
        await using var limited = new ChatServer(server.Database, clock, ("Files:WorkspaceQuotaMegabytes", "1"));
        person = await Person.LogIn(limited, person.User.Email!);
        var answers = await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => person.TryUpload(channel, new byte[200 * 1024])));
        Assert.That(answers.Select(a => (int)a.StatusCode).Order(), Is.EqualTo(new[] { 201, 201, 201, 201, 201, 422, 422, 422, 422, 422 }));
        Assert.That(await Bytes(), Is.EqualTo(5 * 200 * 1024));

        var one = await (answers.First(a => a.IsSuccessStatusCode)).Data<FileDto>();
        await person.Http.DeleteAsync($"/api/messages/{(await person.SendWith(channel, one)).Id}");
        await person.TryUpload(channel, new byte[200 * 1024]).IsRefused(422, "UNPROCESSABLE");
        await limited.Services.GetRequiredService<FileSweeper>().Sweep(default);
        await person.Upload(channel, new byte[200 * 1024]);
    }

    [Test]
    public async Task Uploads_OfAUser_AreLimitedInNumber()
    {
        await using var limited = new ChatServer(server.Database, clock, ("RateLimits:Enabled", "true"), ("RateLimits:UploadsPerUser", "2"));
        person = await Person.LogIn(limited, person.User.Email!);
        var answers = await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => person.TryUpload(channel, [1])));
        Assert.That(answers.Select(a => (int)a.StatusCode).Order(), Is.EqualTo(new[] { 201, 201, 429, 429, 429 }));
    }

    [Test]
    public async Task ErasedPerson_TakesTheirAvatarAndWhatTheyDidNotSend_AndSentFilesStay()
    {
        var guest = await Person.SignUp(server);
        await guest.JoinWorkspace((await person.Http.Page<WorkspaceDto>("/api/workspaces")).Data.Single());
        await guest.JoinChannel(channel);
        var (avatar, waiting, sent) = (await guest.Upload(null, Pictures.Gif), await guest.Upload(channel, [1]), await guest.Upload(channel, [1]));
        await guest.Put<UserDto>("/api/users/me", new { avatar_file_id = avatar.Id });
        await guest.SendWith(channel, sent);
        Assert.That((int)(await guest.Http.DeleteAsync("/api/users/me")).StatusCode, Is.EqualTo(200));
        await Sweep();
        Assert.That((server.Stores(avatar.Id), server.Stores(waiting.Id), server.Stores(sent.Id)), Is.EqualTo((false, false, true)));
        Assert.That((int)(await person.Http.GetAsync(sent.Url)).StatusCode, Is.EqualTo(200));
    }

    private Task<int> Sweep() => server.Services.GetRequiredService<FileSweeper>().Sweep(default);

    private Task<long> Rows() => server.Database.Scalar<long>($"SELECT count(*) FROM files WHERE uploaded_by = '{person.User.Id}'");

    private Task<long> Bytes() => server.Database.Scalar<long>($"SELECT file_bytes FROM workspaces WHERE id = '{channel.WorkspaceId}'");

    /// <summary>Cannot remove the file of the n-th deletion, or (-1) finds the disk full in the middle of storing.</summary>
    private sealed class Failing(IContentStore real, SweepTests test) : IContentStore
    {
        private Guid stuck;

        public async Task Put(Guid fileId, Rendition rendition, Stream content, CancellationToken cancellationToken)
        {
            await real.Put(fileId, rendition, content, cancellationToken);
            if (test.failing != -1)
                return;
            await using var full = new FileStream("/dev/full", FileMode.Open, FileAccess.Write, FileShare.ReadWrite, bufferSize: 1);
            await full.WriteAsync(new byte[1], cancellationToken);
        }

        public Task<Stream?> Open(Guid fileId, Rendition rendition, CancellationToken cancellationToken) => real.Open(fileId, rendition, cancellationToken);

        public Task Delete(Guid fileId, CancellationToken cancellationToken)
        {
            if (++test.deletions == test.failing)
                stuck = fileId;
            return test.failing > 0 && fileId == stuck ? throw new IOException("The store is away.") : real.Delete(fileId, cancellationToken);
        }
    }
}
