using ChatFlow.Domain;
using ChatFlow.Infrastructure.Mail;
using ChatFlow.Infrastructure.Postgres;
using ChatFlow.Tests.Postgres;
using Dapper;
using Microsoft.Extensions.Logging.Testing;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;

namespace ChatFlow.Infrastructure.Tests.Mail;

/// <summary>A queue of mails, senders as separate nodes would have them, and a clock that moves when it is told.</summary>
internal sealed class MailFixture : IAsyncDisposable
{
    private readonly List<MailSender> senders = [];

    public required TestDatabase Database { get; init; }
    public FakeTimeProvider Clock { get; } = new(TimeProvider.System.GetUtcNow());
    public FakeLogCollector Log { get; } = new();

    public static async Task<MailFixture> Create()
    {
        DapperSetup.Apply();
        return new MailFixture { Database = await TestDatabase.Create() };
    }

    public static IOptions<MailOptions> Smtp(int port) => Options.Create(new MailOptions
    {
        From = "ChatFlow <chat@example.org>",
        // Of the clock that the test moves, so that none of its steps is longer.
        Smtp = new SmtpOptions { Host = "127.0.0.1", Port = port, Security = SmtpSecurity.None, TimeoutSeconds = 300 },
    });

    public async Task<Application.Mail.Mail> Queue(string to = "milo@example.org")
    {
        var mail = new Application.Mail.Mail(
            Clock.NewId(), to, "Subject", "Text https://chat/the-secret", "<p>Html</p>", "https://chat/the-secret", Clock.Now());
        await using var connection = await Database.DataSource.OpenConnectionAsync();
        await connection.ExecuteAsync(MailSql.Add, mail);
        return mail;
    }

    public Task<MailSender> StartSender(int port) => StartSender(new SmtpTransport(Smtp(port)), port);

    public async Task<MailSender> StartSender(IMailTransport transport, int port = 25)
    {
        var sender = new MailSender(
            Database.DataSource, new MailDelivery(transport, Smtp(port), Clock), new MailSignal(Clock), Clock, new FakeLogger<MailSender>(Log));
        await sender.StartAsync(default);
        senders.Add(sender);
        return sender;
    }

    public Task<long> Waiting() => Database.Scalar<long>("SELECT count(*) FROM mails");

    /// <summary>Lets time pass, quicker than it does, until it is so.</summary>
    public async Task Until(Func<Task<bool>> so)
    {
        using var late = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while (!await so())
        {
            Clock.Advance(TimeSpan.FromSeconds(5));
            await Task.Delay(20, late.Token);
        }
    }

    public async Task<T> Until<T>(Task<T> done)
    {
        await Until(() => Task.FromResult(done.IsCompleted));
        return await done;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var sender in senders)
        {
            await sender.StopAsync(default);
            sender.Dispose();
        }
        await Database.DisposeAsync();
    }
}

/// <summary>A way out that fails as often as it is told, and remembers what it sent.</summary>
internal sealed class ScriptedTransport(params Exception?[] outcomes) : IMailTransport
{
    private readonly Lock gate = new();
    private readonly Queue<Exception?> outcomes = new(outcomes);
    private readonly List<Guid> sent = [];

    public int Calls { get; private set; }

    public IReadOnlyList<Guid> Sent
    {
        get
        {
            lock (gate)
                return [.. sent];
        }
    }

    public async Task Send(Application.Mail.Mail mail, CancellationToken cancellationToken)
    {
        await Task.Yield();
        lock (gate)
        {
            Calls++;
            if (outcomes.TryDequeue(out var failure) && failure is not null)
                throw failure;
            sent.Add(mail.Id);
        }
    }
}
