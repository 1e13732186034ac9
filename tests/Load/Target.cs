using System.CommandLine;

namespace ChatFlow.Load;

/// <summary>What is filled and asked.</summary>
/// <param name="Postgres">Connection string of the database.</param>
/// <param name="Redis">For the server that is started.</param>
/// <param name="Url">A server that runs on that database; null starts one.</param>
/// <param name="Server">The server's assembly, to start it.</param>
internal sealed record Target(string Postgres, string Redis, string? Url, string Server)
{
    private static readonly Option<string?> PostgresOption = new("--postgres") { Description = "Connection string of the database (default: ConnectionStrings__Postgres of the environment).", HelpName = "TEXT", Recursive = true };
    private static readonly Option<string?> RedisOption = new("--redis") { Description = "Connection string of Redis, for the server (default: ConnectionStrings__Redis of the environment).", HelpName = "TEXT", Recursive = true };
    private static readonly Option<string?> UrlOption = new("--url") { Description = "A server that runs on this database, without rate limits (default: one is started).", HelpName = "URL", Recursive = true };

    private static readonly Option<string?> ServerOption = new("--server") { Description = "Assembly of the server that is started (default: the one beside this tool, which is not compiled ahead).", HelpName = "FILE", Recursive = true };

    public static Option[] Options => [PostgresOption, RedisOption, UrlOption, ServerOption];

    public static Target Of(ParseResult parsed) => new(
        parsed.GetValue(PostgresOption) ?? Given("ConnectionStrings__Postgres"), parsed.GetValue(RedisOption) ?? Given("ConnectionStrings__Redis"), parsed.GetValue(UrlOption),
        Path.GetFullPath(parsed.GetValue(ServerOption) ?? Path.Combine(AppContext.BaseDirectory, "ChatFlow.WebApi.dll")));

    private static string Given(string variable) => Environment.GetEnvironmentVariable(variable)
        ?? throw new Refusal($"{variable} is not set. Run 'dotnet run --project build -- load …', which starts what is needed, or give --postgres and --redis.");
}

/// <summary>What the user can do something about; shown without a stack.</summary>
internal sealed class Refusal(string message) : Exception(message);
