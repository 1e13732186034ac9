using System.Collections.Concurrent;
using System.Net.Http.Json;
using ChatFlow.Application.Channels;
using ChatFlow.Domain;
using ChatFlow.Tests.Postgres;
using ChatFlow.WebApi.Tests.Stopping;
using Microsoft.AspNetCore.SignalR;
using Npgsql;

namespace ChatFlow.WebApi.Tests.Hosting;

/// <summary>A PostgreSQL that refuses, each time for another reason: who sends is told to try again, nothing is half there, and it goes on by itself.</summary>
public sealed class DatabaseFailureTests : IAsyncDisposable
{
    /// <summary>Not a superuser: those may always connect.</summary>
    private readonly string role = $"role_{Path.GetRandomFileName().Replace(".", "")}";

    private readonly ConcurrentDictionary<string, int> sent = new();
    private ChatServer server = null!;
    private NpgsqlDataSource admin = null!;
    private string database = null!;
    private Person person = null!;
    private ChannelDto channel = null!;

    [SetUp]
    public async Task Start()
    {
        var own = await TestDatabase.Create();
        database = new NpgsqlConnectionStringBuilder(own.ConnectionString).Database!;
        admin = NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(own.ConnectionString) { Options = "-c default_transaction_read_only=off" });
        await Do($"CREATE ROLE {role} LOGIN PASSWORD '{role}' IN ROLE pg_read_all_data, pg_write_all_data");
        var asRole = new NpgsqlConnectionStringBuilder(own.ConnectionString) { Username = role, Password = role, Timeout = 1 }.ConnectionString;
        server = new ChatServer(own, ("ConnectionStrings:Postgres", asRole));
        person = await Person.SignUp(server);
        channel = await person.CreateChannel(await person.CreateWorkspace());
    }

    // NUnit does, after each test.
    public async ValueTask DisposeAsync()
    {
        await server.DisposeAsync();
        await server.Database.DisposeAsync();
        await Do($"DROP ROLE {role}", TestDatabase.Server);
        await admin.DisposeAsync();
    }

    [TestCase("ALTER DATABASE {0} SET default_transaction_read_only = on", "ALTER DATABASE {0} RESET default_transaction_read_only", TestName = "ReadOnly")]
    [TestCase("ALTER ROLE {1} CONNECTION LIMIT 0", "ALTER ROLE {1} CONNECTION LIMIT -1", TestName = "TooManyConnections")]
    [TestCase("ALTER ROLE {1} SET statement_timeout = 1; LOCK channels", "ALTER ROLE {1} RESET statement_timeout", TestName = "StatementsThatTakeTooLong")]
    public async Task Sends_AreRefusedForNow_AndGoOnByThemselves(string begin, string end)
    {
        await using var hub = await server.Connect(person.Token);
        await Send();
        // Settings are those of new connections.
        await using var holding = await admin.OpenConnectionAsync();
        await using (var transaction = await holding.BeginTransactionAsync())
        {
            foreach (var statement in string.Format(begin, database, role).Split("; "))
                await Do(statement, statement.StartsWith("LOCK") ? holding : null);
            await Do($"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = '{role}'");

            await ServerProcess.Until(async () => (await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => Send()))).All(status => status == 503));
            Assert.That(
                () => hub.Send(channel, "by the hub"), Throws.TypeOf<HubException>().With.Message.Contains("SERVICE_UNAVAILABLE: "));
            foreach (var statement in string.Format(end, database, role).Split("; "))
                await Do(statement);
        }
        await Do($"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = '{role}'");
        await AllArrive();
    }

    [Test]
    public async Task Connections_ThatAreCutAllTheTime_LoseAndDoubleNothing()
    {
        using var enough = new CancellationTokenSource();
        var cutting = Task.Run(async () =>
        {
            while (!enough.IsCancellationRequested)
                await Do($"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = '{role}'");
        });
        await ServerProcess.Until(async () =>
        {
            await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => Send()));
            return sent.Values.Count(status => status == 503) > 20;
        });
        await enough.CancelAsync();
        await cutting;
        await AllArrive();
    }

    [Test]
    public async Task Pool_ThatHasNoConnectionLeft_RefusesSends_AndThenTakesThem()
    {
        var other = await person.CreateChannel(await person.CreateWorkspace());
        var message = await person.Send(other, "hi");
        await using var connection = await admin.OpenConnectionAsync();
        await using (var holding = await connection.BeginTransactionAsync())
        {
            await Do($"SELECT 1 FROM channels WHERE id = '{other.Id}' FOR UPDATE", connection);
            // More than there are connections; who finds none is refused, and asks again.
            using var over = new CancellationTokenSource();
            var taking = Enumerable.Range(0, 40).Select(async _ =>
            {
                while (!over.IsCancellationRequested)
                    Assert.That((int)(await person.Http.PutAsJsonAsync($"/api/messages/{message.Id}", new { content = "changed" })).StatusCode, Is.AnyOf(200, 503));
            }).ToList();
            await ServerProcess.Until(async () => (await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => Send()))).Contains(503));
            await over.CancelAsync();
            await holding.RollbackAsync();
            await Task.WhenAll(taking);
        }
        await AllArrive();
    }

    /// <returns>The status: done, or refused for now. There is no third.</returns>
    private async Task<int> Send(string? clientMessageId = null)
    {
        var id = clientMessageId ?? TimeProvider.System.NewId().ToString();
        var answer = await person.Http.PostAsJsonAsync($"/api/channels/{channel.Id}/messages", new { content = "hi", client_message_id = id });
        var status = (int)answer.StatusCode;
        Assert.That(status, Is.AnyOf(200, 201, 503), await answer.Content.ReadAsStringAsync());
        if (status == 503)
        {
            Assert.That(answer.Headers.RetryAfter!.Delta, Is.GreaterThan(TimeSpan.Zero));
            Assert.That((await answer.Error()).Code, Is.EqualTo("SERVICE_UNAVAILABLE"));
        }
        return sent[id] = status;
    }

    /// <summary>What was refused is sent again until it is taken; then all are there, once, and the log has no gap.</summary>
    private async Task AllArrive()
    {
        foreach (var id in sent.Where(one => one.Value == 503).Select(one => one.Key))
            await ServerProcess.Until(async () => await Send(id) != 503);
        var (there, twice) = (await Count("SELECT count(*) FROM messages WHERE client_message_id IS NOT NULL"), await Count("SELECT count(*) - count(DISTINCT client_message_id) FROM messages WHERE client_message_id IS NOT NULL"));
        Assert.That((there, twice), Is.EqualTo(((long)sent.Count, 0L)));
        Assert.That(
            await Count($"SELECT count(DISTINCT seq) FROM (SELECT seq FROM messages WHERE channel_id = '{channel.Id}' UNION ALL SELECT seq FROM channel_events WHERE channel_id = '{channel.Id}') log"),
            Is.EqualTo(await Count($"SELECT last_seq FROM channels WHERE id = '{channel.Id}'")));

        Task<long> Count(string sql) => server.Database.Scalar<long>(sql);
    }

    private Task Do(string sql, NpgsqlConnection? on = null) => on is null ? Run(admin.CreateCommand(sql)) : Run(new NpgsqlCommand(sql, on));

    private static async Task Do(string sql, string connectionString)
    {
        await using var source = NpgsqlDataSource.Create(connectionString);
        await Run(source.CreateCommand(sql));
    }

    private static async Task Run(NpgsqlCommand command)
    {
        await using (command)
            await command.ExecuteNonQueryAsync();
    }
}
