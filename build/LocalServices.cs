namespace ChatFlow.Build;

/// <summary>PostgreSQL and Redis for a data folder; each embedded unless the environment names one that is to be used.</summary>
internal sealed class LocalServices : IAsyncDisposable
{
    public const string PostgresVariable = "ConnectionStrings__Postgres";
    public const string RedisVariable = "ConnectionStrings__Redis";
    private EmbeddedRedis? _redis;

    private LocalServices()
    {
    }

    /// <summary>Null when the environment's PostgreSQL is used.</summary>
    public EmbeddedPostgres? Postgres { get; private set; }

    public string PostgresConnection { get; private set; } = "";
    public string RedisConnection { get; private set; } = "";

    public IReadOnlyDictionary<string, string> Environment => new Dictionary<string, string>
    {
        [PostgresVariable] = PostgresConnection,
        [RedisVariable] = RedisConnection,
    };

    public static string? Given(string variable) =>
        System.Environment.GetEnvironmentVariable(variable) is { } value && !string.IsNullOrWhiteSpace(value) ? value : null;

    /// <summary>Needs build/'s npm packages installed, unless the environment names a PostgreSQL.</summary>
    public static async Task<LocalServices> StartAsync(DataFolder folder, LocalSecrets secrets, Session session, CancellationToken stop)
    {
        var services = new LocalServices();
        try
        {
            secrets = await services.StartPostgresAsync(folder, secrets, session, stop);
            services.StartRedis(folder, secrets, session);
            return services;
        }
        catch
        {
            await services.DisposeAsync();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (Postgres is not null)
        {
            await Postgres.StopAsync();
            Postgres.Dispose();
        }
        _redis?.Dispose();
    }

    private async Task<LocalSecrets> StartPostgresAsync(DataFolder folder, LocalSecrets secrets, Session session, CancellationToken stop)
    {
        if (Given(PostgresVariable) is { } given)
        {
            session.Screen.Step($"PostgreSQL: the one in {PostgresVariable} is used, none is embedded");
            PostgresConnection = given;
            return secrets;
        }
        var binaries = PostgresBinaries.Resolve(session.Repository);
        var account = await new PostgresCluster(folder, binaries, secrets.PostgresPassword, session).EnsureAsync(stop);
        secrets = secrets with { PostgresPort = Ports.Keep(secrets.PostgresPort) };
        secrets.Write(folder);
        session.Screen.Step($"Starting PostgreSQL on 127.0.0.1:{secrets.PostgresPort}");
        Postgres = new EmbeddedPostgres(folder, binaries, account, secrets.PostgresPort, secrets.PostgresPassword, session);
        await Postgres.StartAsync(stop);
        PostgresConnection = Postgres.ConnectionString;
        return secrets;
    }

    private void StartRedis(DataFolder folder, LocalSecrets secrets, Session session)
    {
        if (Given(RedisVariable) is { } given)
        {
            session.Screen.Step($"Redis: the one in {RedisVariable} is used, none is embedded");
            RedisConnection = given;
            return;
        }
        // After PostgreSQL is up, or the same free port could be found twice.
        secrets = secrets with { RedisPort = Ports.Keep(secrets.RedisPort) };
        secrets.Write(folder);
        session.Screen.Step($"Starting Redis (Garnet, in this process) on 127.0.0.1:{secrets.RedisPort}");
        _redis = EmbeddedRedis.Start(folder.Redis, secrets.RedisPort, secrets.RedisPassword);
        RedisConnection = _redis.ConnectionString;
    }
}
