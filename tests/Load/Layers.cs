using ChatFlow.Application;
using ChatFlow.Application.Pipeline;
using ChatFlow.Infrastructure;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace ChatFlow.Load;

/// <summary>The server's Application and Infrastructure in this process, without its wire.</summary>
internal static class Layers
{
    /// <summary>Nothing runs in the background until it is started.</summary>
    public static ServiceProvider Of(string postgres, string redis)
    {
        var settings = new Dictionary<string, string?>
        {
            ["ConnectionStrings:Postgres"] = postgres,
            ["ConnectionStrings:Redis"] = redis,
            // Passwords of people who are made up: cheap ones.
            ["Passwords:BcryptCost"] = "4",
        };
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(settings).Build();
        var services = new ServiceCollection();
        services.AddSingleton<IConfiguration>(configuration);
        services.AddLogging();
        services.AddApplication();
        services.AddInfrastructure(configuration);
        services.AddScoped<Person>();
        services.AddScoped<ICaller>(provider => provider.GetRequiredService<Person>());
        return services.BuildServiceProvider();
    }
}

/// <summary>Who asks, in one scope.</summary>
internal sealed class Person : ICaller
{
    public Guid UserId { get; set; }
    public Guid SessionId => Guid.Empty;
    public long CalledAt => TimeProvider.System.GetTimestamp();
    public string? Address => null;
    public string? UserAgent => null;
}
