using ChatFlow.Domain;
using ChatFlow.Infrastructure.Postgres;
using ChatFlow.WebApi.Monitoring;
using ChatFlow.WebApi.Stopping;
using ChatFlow.WebApi.Wire;
using Npgsql;
using StackExchange.Redis;

namespace ChatFlow.WebApi.Health;

/// <summary>
/// /health says how everything is, for people; /health/live and /health/ready are for those who route by them. Redis away
/// means degraded, and no reason to take a node out.
/// </summary>
internal static class HealthEndpoints
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);

    public static void MapHealth(this IEndpointRouteBuilder app)
    {
        foreach (var prefix in new[] { "", "/api" })
        {
            app.MapGet($"{prefix}/health", Health).AllowAnonymous().WithTags("Health");
            app.MapGet($"{prefix}/health/live", () => Results.Json(new { status = "ok" })).AllowAnonymous().WithTags("Health");
            app.MapGet($"{prefix}/health/ready", Ready).AllowAnonymous().WithTags("Health");
        }
    }

    private static async Task<IResult> Health(
        NpgsqlDataSource postgres, IConnectionMultiplexer redis, TimeProvider clock, ServerStart start, CancellationToken cancel)
    {
        var database = await Check(() => Ping(postgres, cancel));
        var cache = await Check(() => redis.GetDatabase().PingAsync());
        var used = 100 * ProcessMetrics.MemoryInUse(GC.GetGCMemoryInfo());
        var memory = OfMemory(used);
        var status = Overall(database, cache, memory);
        return Results.Json(
            new
            {
                status,
                timestamp = clock.Now(),
                uptime = (clock.GetUtcNow() - start.At).TotalSeconds,
                services = new
                {
                    api = new { status = "ok" },
                    database = new { status = database },
                    cache = new { status = cache },
                    memory = new { status = memory, used_percent = Math.Round(used, 1) },
                },
            },
            WireJson.Options,
            statusCode: status == "unhealthy" ? StatusCodes.Status503ServiceUnavailable : StatusCodes.Status200OK);
    }

    /// <param name="usedPercent">Of the container's memory, or else the machine's. Above 90 the garbage collector itself speaks of a high load.</param>
    internal static string OfMemory(double usedPercent) => usedPercent > 95 ? "critical" : usedPercent > 90 ? "warning" : "ok";

    internal static string Overall(string database, string cache, string memory) =>
        database != "ok" || memory == "critical" ? "unhealthy" : cache != "ok" || memory != "ok" ? "degraded" : "healthy";

    private static async Task<IResult> Ready(NpgsqlDataSource postgres, Migrations migrations, StopState stopping, CancellationToken cancel)
    {
        var ready = !stopping.HasBegun && await Check(() => Ping(postgres, cancel)) == "ok" && migrations.AreApplied();
        return Results.Json(
            new { status = ready ? "ok" : "error" },
            WireJson.Options,
            statusCode: ready ? StatusCodes.Status200OK : StatusCodes.Status503ServiceUnavailable);
    }

    private static async Task Ping(NpgsqlDataSource postgres, CancellationToken cancel)
    {
        await using var command = postgres.CreateCommand("SELECT 1");
        await command.ExecuteScalarAsync(cancel);
    }

    /// <summary>What failed is in the log of whoever failed; from outside only that it did.</summary>
    private static async Task<string> Check(Func<Task> check)
    {
        try
        {
            await check().WaitAsync(Patience);
            return "ok";
        }
        catch (Exception e) when (e is NpgsqlException or RedisException or TimeoutException)
        {
            return "error";
        }
    }
}

/// <summary>When this process began to serve.</summary>
internal sealed record ServerStart(DateTimeOffset At);
