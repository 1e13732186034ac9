using System.Diagnostics;
using ChatFlow.Application.Messages;
using ChatFlow.Infrastructure.Channels;
using ChatFlow.Infrastructure.Pipeline;
using ChatFlow.Infrastructure.Search;
using ChatFlow.Load.Seeding;
using MediatR;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Npgsql;

namespace ChatFlow.Load.Indexing;

/// <summary>One way to make messages findable, on a database of its own.</summary>
/// <param name="indexes">Statements that put indexes on the message table.</param>
/// <param name="after">ChatFlow's indexer runs.</param>
internal sealed class IndexingVariant(string name, string[] indexes, bool after) : IAsyncDisposable
{
    /// <summary>Sends of each user that wait for their answer at the same time.</summary>
    private const int Outstanding = 4;

    private NpgsqlDataSource postgres = null!;
    private ServiceProvider layers = null!;
    private IHostedService[] running = [];
    private Population population = null!;
    private Vocabulary vocabulary = null!;
    private Target? own;

    public string Name => name;

    /// <summary>Of each round.</summary>
    public List<double> SendsPerSecond { get; } = [];

    /// <summary>Messages that were sent and not yet findable when each round ended, and the seconds until they were.</summary>
    public List<(long Messages, double Seconds)> Behind { get; } = [];

    public async Task Prepare(Target target, Scale scale, CancellationToken stop)
    {
        own = await OwnDatabase.Make(target, "load_indexing", stop);
        postgres = NpgsqlDataSource.Create(own.Postgres);
        population = await SeedCommand.Fill(postgres, own, scale, stop);
        vocabulary = new Vocabulary(scale.Number);
        foreach (var index in indexes)
        {
            await using var command = postgres.CreateCommand(index);
            command.CommandTimeout = 0;
            await command.ExecuteNonQueryAsync(stop);
        }
        layers = Layers.Of(own.Postgres, own.Redis);
        // What a send needs; the rest of the server's background work is left out for all variants.
        running = [layers.GetRequiredService<EventPublisher>(), layers.GetRequiredService<ChannelLog>()];
        if (after)
            running = [.. running, layers.GetRequiredService<SearchIndexer>()];
        foreach (var service in running)
            await service.StartAsync(stop);
        if (after)
            await IndexingProgress.Wait(postgres, stop);
    }

    public async Task Round(TimeSpan time, CancellationToken stop)
    {
        var (begin, sent) = (Stopwatch.GetTimestamp(), 0L);
        await Task.WhenAll(Enumerable.Range(0, population.Users.Length * Outstanding).Select(n => Task.Run(() => SendUntilTheEnd(n), stop)));
        SendsPerSecond.Add(sent / Stopwatch.GetElapsedTime(begin).TotalSeconds);
        if (!after)
            return;
        var (behind, ended) = (await IndexingProgress.Behind(postgres, stop), Stopwatch.GetTimestamp());
        await IndexingProgress.Wait(postgres, stop);
        Behind.Add((behind, Stopwatch.GetElapsedTime(ended).TotalSeconds));

        async Task SendUntilTheEnd(int n)
        {
            var random = new Random(n);
            var user = n % population.Users.Length;
            var channels = population.Channels.Where(channel => channel.Members.Contains(user)).ToArray();
            while (Stopwatch.GetElapsedTime(begin) < time)
            {
                await Send(population.Users[user], channels[random.Next(channels.Length)].Id, Conversation.Text(vocabulary, random), stop);
                Interlocked.Increment(ref sent);
            }
        }
    }

    public async Task Drop(Target target)
    {
        await DisposeAsync();
        await OwnDatabase.Drop(target, own!);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var service in running.Reverse())
            await service.StopAsync(CancellationToken.None);
        running = [];
        await layers.DisposeAsync();
        await postgres.DisposeAsync();
    }

    private async Task Send(Guid userId, Guid channelId, string text, CancellationToken stop)
    {
        await using var scope = layers.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<Person>().UserId = userId;
        await scope.ServiceProvider.GetRequiredService<IMediator>().Send(new SendMessage(channelId, text, null, null), stop);
    }
}
