using ChatFlow.Infrastructure.Postgres;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;

namespace ChatFlow.Tests.Postgres;

/// <summary>A database of its own for the tests of one project, on the server that the build program or the developer names.</summary>
public sealed class TestDatabase : IAsyncDisposable
{
    private readonly string name;

    private TestDatabase(string name, string connectionString)
    {
        this.name = name;
        ConnectionString = connectionString;
        DataSource = NpgsqlDataSource.Create(connectionString);
    }

    public string ConnectionString { get; }
    public NpgsqlDataSource DataSource { get; }

    public static string Server => Setting("ConnectionStrings__Postgres");
    public static string Redis => Setting("ConnectionStrings__Redis");

    /// <param name="migrate">False leaves it empty.</param>
    public static async Task<TestDatabase> Create(bool migrate = true)
    {
        var name = $"test_{Path.GetRandomFileName().Replace(".", "")}";
        await ExecuteOnServer($"CREATE DATABASE {name}");
        // Filling takes long on a machine that others use too.
        var database = new TestDatabase(name, new NpgsqlConnectionStringBuilder(Server) { Database = name, CommandTimeout = 300 }.ConnectionString);
        if (migrate)
            await new Migrations(database.DataSource, NullLogger<Migrations>.Instance).Apply(default);
        return database;
    }

    public async Task<T> Scalar<T>(string sql)
    {
        await using var command = DataSource.CreateCommand(sql);
        return (T)(await command.ExecuteScalarAsync())!;
    }

    public async Task Change(string sql)
    {
        await using var command = DataSource.CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }

    public async Task Execute(string sql)
    {
        await using var command = DataSource.CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await DataSource.DisposeAsync();
        await ExecuteOnServer($"DROP DATABASE {name} WITH (FORCE)");
    }

    private static async Task ExecuteOnServer(string sql)
    {
        await using var server = NpgsqlDataSource.Create(Server);
        await using var command = server.CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }

    private static string Setting(string variable) => Environment.GetEnvironmentVariable(variable) ?? throw new InvalidOperationException(
        $"{variable} is not set. Run 'dotnet run --project build -- test', or '-- services' and set what it prints.");
}
