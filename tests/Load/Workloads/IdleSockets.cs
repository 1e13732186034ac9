namespace ChatFlow.Load.Workloads;

/// <summary>W4: sockets that are open and silent: what each takes of the server's memory.</summary>
internal static class IdleSockets
{
    /// <summary>Before them, so that what is made once is there.</summary>
    private const int Warm = 100;
    private static readonly TimeSpan Settle = TimeSpan.FromSeconds(5);

    public static async Task<IReadOnlyList<Finding>> Measure(Stage stage, Crowd crowd, CancellationToken stop)
    {
        var count = stage.IsQuick ? 500 : 5000;
        var bare = await BytesEach(stage.Bare, crowd, count, isBare: true, stop);
        var chat = await BytesEach(stage.Chat, crowd, count, isBare: false, stop);
        return [new("W4", $"memory an idle socket, of {count:N0}", "KiB", chat / 1024, bare / 1024, 1.3 * bare / 1024)];
    }

    private static async Task<double> BytesEach(ChatServer server, Crowd crowd, int count, bool isBare, CancellationToken stop)
    {
        var warm = await Open(server, crowd, Warm, isBare, stop);
        await Task.Delay(Settle, stop);
        var before = server.Memory;
        var sockets = await Open(server, crowd, count, isBare, stop);
        await Task.Delay(Settle, stop);
        var bytes = (server.Memory - before) / (double)count;
        await Sockets.Close(sockets.Concat(warm));
        return bytes;
    }

    private static Task<HubSocket[]> Open(ChatServer server, Crowd crowd, int count, bool isBare, CancellationToken stop) =>
        Sockets.Open(server, crowd.Scale.Number, [.. Enumerable.Range(0, count).Select(n => n % crowd.Scale.Users + 1)], isBare, null, _ => { }, stop);
}
