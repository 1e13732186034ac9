using System.Collections.Concurrent;
using ChatFlow.Build;
using ChatFlow.Tests.Wire;

namespace ChatFlow.Chaos.Tests;

/// <summary>Does to a world what a plan says.</summary>
internal sealed class Faults(World world, Random random, Action<string> say)
{
    private readonly ConcurrentDictionary<string, SemaphoreSlim> targets = new();

    public ConcurrentDictionary<FaultKind, int> Injected { get; } = new();

    /// <summary>A node that ended although nobody killed it. It is started again, as a service manager would.</summary>
    public ConcurrentQueue<string> Deaths { get; } = new();

    public int Cuts => world.Nodes.Sum(node => node.Clients.Cuts + node.Postgres.Cuts + node.Redis.Cuts);

    /// <summary>Ends when the last one is over; a plan that is stopped ends what it has begun.</summary>
    public async Task Inject(IReadOnlyList<Fault> plan, CancellationToken stop)
    {
        var begin = TimeProvider.System.GetTimestamp();
        List<Task> running = [];
        foreach (var fault in plan)
        {
            var wait = fault.At - TimeProvider.System.GetElapsedTime(begin);
            if (wait > TimeSpan.Zero)
                await Task.Delay(wait, stop).ContinueWith(_ => { }, CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
            if (stop.IsCancellationRequested)
                break;
            await Revive();
            running.Add(Inject(fault));
        }
        await Task.WhenAll(running);
    }

    /// <summary>Ends when everything answers again, with an exception when it does not.</summary>
    public async Task Recovered()
    {
        await Revive();
        await Task.WhenAll(world.Nodes.Select(node => node.Server.UntilReady()));
    }

    private async Task Revive()
    {
        foreach (var (n, node) in world.Nodes.Index())
        {
            var turn = Turn($"node {n}");
            // Whoever is at it already starts it.
            if (!await turn.WaitAsync(0))
                continue;
            if (node.Server.EndedByItself)
            {
                Deaths.Enqueue($"Node {n} ended by itself; its log is {world.Folder}/logs/node{n}.log. {node.Server.Tail}");
                node.Server.Launch();
            }
            turn.Release();
        }
    }

    private SemaphoreSlim Turn(string target) => targets.GetOrAdd(target, _ => new SemaphoreSlim(1));

    private async Task Inject(Fault fault)
    {
        var turn = Turn(fault.Target);
        await turn.WaitAsync();
        try
        {
            say($"{fault}");
            Injected.AddOrUpdate(fault.Kind, 1, (_, count) => count + 1);
            await Run(fault);
        }
        finally
        {
            turn.Release();
        }
    }

    private async Task Run(Fault fault)
    {
        var node = world.Nodes[fault.Node];
        switch (fault.Kind)
        {
            case FaultKind.KillNode:
                await node.Server.Kill();
                await Task.Delay(fault.For);
                node.Server.Launch();
                break;
            case FaultKind.PauseNode:
                var pid = node.Server.Pid;
                UnixSignals.Send(pid, UnixSignal.StopOnLinux);
                await Task.Delay(fault.For);
                UnixSignals.Send(pid, UnixSignal.ContinueOnLinux);
                break;
            case FaultKind.StopPostgres:
                await world.Postgres.StopAtOnce();
                await Task.Delay(fault.For);
                await world.Postgres.StartAgain();
                break;
            case FaultKind.PausePostgres:
                world.Postgres.Pause();
                await Task.Delay(fault.For);
                world.Postgres.Continue();
                break;
            case FaultKind.StopRedis:
                await world.Redis!.StopAtOnce();
                await Task.Delay(fault.For);
                await world.Redis.StartAgain();
                break;
            case FaultKind.PauseRedis:
                world.Redis!.Pause();
                await Task.Delay(fault.For);
                world.Redis.Continue();
                break;
            case FaultKind.CutClients or FaultKind.CutPostgres or FaultKind.CutRedis:
                await Cut(WireOf(fault, node), fault.For);
                break;
            default:
                WireOf(fault, node).Delay = fault.Delay;
                await Task.Delay(fault.For);
                WireOf(fault, node).Delay = TimeSpan.Zero;
                break;
        }
    }

    private static Cuttable WireOf(Fault fault, Node node) => fault.Kind switch
    {
        FaultKind.CutClients or FaultKind.DelayClients => node.Clients,
        FaultKind.CutPostgres or FaultKind.DelayPostgres => node.Postgres,
        _ => node.Redis,
    };

    /// <summary>For no time at all: some of the connections, which come back at once.</summary>
    private async Task Cut(Cuttable wire, TimeSpan lasts)
    {
        if (lasts == TimeSpan.Zero)
        {
            lock (random)
                wire.Cut(random, 0.5);
            return;
        }
        wire.Down();
        await Task.Delay(lasts);
        wire.Up();
    }
}
