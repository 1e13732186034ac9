using System.Globalization;
using ChatFlow.Build;
using StackExchange.Redis;

namespace ChatFlow.Chaos.Tests;

/// <summary>A Redis of our own, as a process that can be ended and paused: this program again, with Garnet in it.</summary>
internal sealed class OwnRedis : IAsyncDisposable
{
    private const string Password = "of nobody else";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private readonly string folder;
    private ChildProcess process;

    private OwnRedis(string folder, int port)
    {
        (this.folder, Port) = (folder, port);
        process = Launch();
    }

    public int Port { get; }

    public static async Task<OwnRedis> Start(string folder)
    {
        var redis = new OwnRedis(folder, Ports.Keep(0));
        await redis.UntilReady();
        return redis;
    }

    /// <summary>To it through a wire.</summary>
    public static string Through(int port) => $"127.0.0.1:{port},password={Password}";

    /// <summary>The process: serves until it is ended, or until <paramref name="parent"/> is no more.</summary>
    public static async Task<int> Serve(string folder, int port, int parent)
    {
        using var server = EmbeddedRedis.Start(folder, port, Password);
        var identity = ProcessIdentity.Of(parent);
        while (ProcessIdentity.Of(parent) == identity)
            await Task.Delay(1000);
        return 0;
    }

    public async Task StopAtOnce()
    {
        UnixSignals.Send(process.Id, UnixSignal.Kill);
        await process.Exited;
    }

    public async Task StartAgain()
    {
        process.Dispose();
        process = Launch();
        await UntilReady();
    }

    public void Pause() => UnixSignals.Send(process.Id, UnixSignal.StopOnLinux);

    public void Continue() => UnixSignals.Send(process.Id, UnixSignal.ContinueOnLinux);

    public async ValueTask DisposeAsync()
    {
        await StopAtOnce();
        process.Dispose();
    }

    private ChildProcess Launch() => ChildProcess.Start(new Launch("Redis", "dotnet",
        typeof(OwnRedis).Assembly.Location, Tool.Redis, folder, Port.ToString(CultureInfo.InvariantCulture), Environment.ProcessId.ToString(CultureInfo.InvariantCulture)));

    private async Task UntilReady()
    {
        var begin = TimeProvider.System.GetTimestamp();
        while (true)
        {
            try
            {
                await using var connection = await ConnectionMultiplexer.ConnectAsync(Through(Port));
                return;
            }
            catch (RedisConnectionException) when (TimeProvider.System.GetElapsedTime(begin) < Patience)
            {
                if (process.Exited.IsCompleted)
                    throw new InvalidOperationException($"Redis ended by itself: {process.Tail}");
                await Task.Delay(100);
            }
        }
    }
}
