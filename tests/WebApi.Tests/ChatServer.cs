using System.Net.Http.Headers;
using ChatFlow.Tests.Postgres;
using ChatFlow.WebApi.Wire;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.AspNetCore.SignalR.Client;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;

namespace ChatFlow.WebApi.Tests;

/// <summary>The real server on a real port, with a real PostgreSQL and a real RESP server behind it.</summary>
internal sealed class ChatServer : IAsyncDisposable
{
    public const string SigningKey = "a key for tests only, long enough to sign with";

    private readonly WebApplicationFactory<Program> factory;

    public ChatServer(TestDatabase database, params (string Key, string Value)[] settings) : this(database, TimeProvider.System, settings)
    {
    }

    /// <param name="clock">The server's clock, for what would take too long to wait for.</param>
    public ChatServer(TestDatabase database, TimeProvider clock, params (string Key, string Value)[] settings)
        : this(database, services => services.AddSingleton(clock), settings)
    {
    }

    /// <param name="services">Changes of what the server is made of.</param>
    public ChatServer(TestDatabase database, Action<IServiceCollection> services, params (string Key, string Value)[] settings)
    {
        Database = database;
        Mails = new MailFolder();
        factory = new WebApplicationFactory<Program>().WithWebHostBuilder(builder =>
        {
            builder.UseEnvironment("Development");
            builder.UseSetting("urls", "http://127.0.0.1:0");
            builder.UseSetting("ConnectionStrings:Postgres", database.ConnectionString);
            builder.UseSetting("ConnectionStrings:Redis", TestDatabase.Redis);
            builder.UseSetting("Jwt:SigningKey", SigningKey);
            builder.UseSetting("Mail:PickupDirectory", Mails.Path);
            builder.UseSetting("Files:Directory", FilesFolder);
            builder.UseSetting("Passwords:BcryptCost", "4");
            builder.UseSetting("RateLimits:Enabled", "false");
            builder.UseSetting("Serilog:MinimumLevel:Default", "Error");
            foreach (var (key, value) in settings)
                builder.UseSetting(key, value);
            builder.ConfigureTestServices(services);
        });
        // With a port the factory would take over the addresses that are set.
        factory.UseKestrel();
        factory.StartServer();
        Address = factory.ClientOptions.BaseAddress;
    }

    public TestDatabase Database { get; }
    public MailFolder Mails { get; }

    /// <summary>Where the bytes of uploaded files are.</summary>
    public string FilesFolder { get; } = Directory.CreateTempSubdirectory("chatflow-files-").FullName;
    public Uri Address { get; }
    public IServiceProvider Services => factory.Services;

    /// <param name="token">Null sends none.</param>
    public HttpClient Http(string? token = null)
    {
        var http = new HttpClient { BaseAddress = Address };
        if (token is not null)
            http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        return http;
    }

    public async Task<HubConnection> Connect(string token)
    {
        var hub = new HubConnectionBuilder()
            .WithUrl(new Uri(Address, "/hub"), options => options.AccessTokenProvider = () => Task.FromResult<string?>(token))
            .AddJsonProtocol(json => WireJson.Apply(json.PayloadSerializerOptions))
            .Build();
        await hub.StartAsync();
        // The handshake says nothing of subscriptions; a call is answered when they are made.
        await hub.InvokeAsync("sync", new { channels = new Dictionary<Guid, long>() });
        return hub;
    }

    public async ValueTask DisposeAsync()
    {
        await factory.DisposeAsync();
        Mails.Dispose();
        Directory.Delete(FilesFolder, recursive: true);
    }
}

/// <summary>One server for all tests that need nothing special of it.</summary>
[SetUpFixture]
internal sealed class Shared
{
    public static ChatServer Server { get; private set; } = null!;

    [OneTimeSetUp]
    public static async Task Start() => Server = new ChatServer(await TestDatabase.Create());

    [OneTimeTearDown]
    public static async Task Stop()
    {
        await Server.DisposeAsync();
        await Server.Database.DisposeAsync();
    }
}
