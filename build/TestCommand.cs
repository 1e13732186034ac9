namespace ChatFlow.Build;

internal static class TestCommand
{
    public static Task<int> RunAsync(Session session, CancellationToken stop) => Task.FromResult(session is null || stop.IsCancellationRequested ? 1 : 0);
}
