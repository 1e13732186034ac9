using BenchmarkDotNet.Attributes;
using ChatFlow.Application.Channels;
using ChatFlow.Application.Messages;
using ChatFlow.Domain.Channels;
using ChatFlow.Domain.Messages;
using ChatFlow.Domain.Workspaces;
using ChatFlow.Infrastructure.Channels;
using ChatFlow.Infrastructure.Pipeline;
using ChatFlow.Load.Seeding;
using MediatR;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace ChatFlow.Load.Allocations;

/// <summary>A send without its wire: of all threads together, the writer's and the database driver's too.</summary>
public class SendBenchmark
{
    private const int Many = 64;
    private const string Text = "Shall we move the review to Thursday? Nobody is here on Wednesday.";

    private ServiceProvider layers = null!;
    private ChannelLog log = null!;
    private EventPublisher events = null!;
    private (Guid Workspace, Guid Channel, Guid User) at;

    /// <summary>Set before the run, which is in the same process.</summary>
    internal static Target Target { get; set; } = null!;

    [GlobalSetup]
    public async Task Start()
    {
        await using var postgres = NpgsqlDataSource.Create(Target.Postgres);
        await using (var known = postgres.CreateCommand("SELECT to_regclass('channels') IS NULL"))
        {
            var population = new Population(Small);
            if ((bool)(await known.ExecuteScalarAsync())!)
                await SeedCommand.Fill(postgres, Target, Small, CancellationToken.None);
            at = (population.Workspaces[0], population.Channels[0].Id, population.Users[0]);
        }
        layers = Layers.Of(Target.Postgres, Target.Redis);
        (log, events) = (layers.GetRequiredService<ChannelLog>(), layers.GetRequiredService<EventPublisher>());
        await events.StartAsync(CancellationToken.None);
        await log.StartAsync(CancellationToken.None);
    }

    [GlobalCleanup]
    public async Task Stop()
    {
        await log.StopAsync(CancellationToken.None);
        await events.StopAsync(CancellationToken.None);
        await layers.DisposeAsync();
    }

    [Benchmark(Description = "use case, alone in its commit")]
    public Task Alone() => Send();

    [Benchmark(Description = "use case, 64 at once", OperationsPerInvoke = Many)]
    public Task Together() => Task.WhenAll(Enumerable.Range(0, Many).Select(_ => Send()));

    [Benchmark(Description = "log alone, 64 at once", OperationsPerInvoke = Many)]
    public Task Appended() => Task.WhenAll(Enumerable.Range(0, Many).Select(_ => ((IChannelLog)log).Append(Message())));

    private static Scale Small => new(Users: 2, Workspaces: 1, Channels: 1, PerUser: 1, Messages: 100, PrivatePercent: 0, Number: 1);

    private async Task Send()
    {
        await using var scope = layers.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<Person>().UserId = at.User;
        await scope.ServiceProvider.GetRequiredService<IMediator>().Send(new SendMessage(at.Channel, Text, null, null));
    }

    private Message Message() => new ChannelAccess(at.Channel, at.Workspace, at.User, ChannelType.Public, false, WorkspaceRole.Member, ChannelRole.Member)
        .Post(Text, null, null, online: [], TimeProvider.System);
}
