using Garnet;
using Microsoft.Extensions.Logging.Abstractions;

namespace ChatFlow.Build;

/// <summary>
/// A RESP server in this process (Microsoft Garnet), for what ChatFlow keeps in Redis. Nothing is persisted: Redis holds only what may be lost.
/// </summary>
internal sealed class EmbeddedRedis : IDisposable
{
    private readonly GarnetServer _server;

    private EmbeddedRedis(GarnetServer server, string connectionString)
    {
        _server = server;
        ConnectionString = connectionString;
    }

    public string ConnectionString { get; }

    /// <param name="checkpoints">A folder that Garnet wants to have, and nothing is written to.</param>
    public static EmbeddedRedis Start(string checkpoints, int port, string password)
    {
        GarnetServer? server = null;
        try
        {
            server = new GarnetServer(
                [
                    "--bind", "127.0.0.1", "--port", $"{port}", "--auth", "Password", "--password", password,
                    "--memory", "128m", "--page", "4m", "--index", "16m",
                    // Redis always has scripts (EVAL); Garnet only when asked.
                    "--lua", "--lua-transaction-mode",
                    "--checkpointdir", checkpoints, "-q",
                ],
                NullLoggerFactory.Instance);
            server.Start();
            return new EmbeddedRedis(server, $"127.0.0.1:{port},password={password}");
        }
        catch (Exception failed) when (failed is not OutOfMemoryException)
        {
            server?.Dispose();
            throw new Refusal($"The embedded Redis (Garnet) did not start on port {port}: {failed.Message}. "
                + "To use a Redis of your own: export ConnectionStrings__Redis=\"host:port,password=…\"");
        }
    }

    public void Dispose() => _server.Dispose();
}
