using System.Reflection;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace ChatFlow.Infrastructure.Settings;

public static class SettingsSetup
{
    /// <summary>Options of a class with a <see cref="SectionAttribute"/>. The server does not start while they are wrong, and says which keys.</summary>
    public static void AddSettings<T>(this IServiceCollection services)
        where T : class
    {
        services.AddOptions<T>().BindConfiguration(SectionOf(typeof(T))).ValidateOnStart();
        services.AddSingleton<IValidateOptions<T>, SettingsCheck<T>>();
    }

    /// <summary>The same, where it is decided what the server is made of; unchecked.</summary>
    public static T Settings<T>(this IConfiguration configuration)
        where T : class, new()
    {
        var settings = new T();
        var section = SectionOf(typeof(T));
        (section.Length == 0 ? configuration : configuration.GetSection(section)).Bind(settings);
        return settings;
    }

    /// <summary>What was set wrongly, when that is why the server did not start; else nothing.</summary>
    public static IReadOnlyList<string> MistakesIn(Exception failure) => failure switch
    {
        OptionsValidationException wrong => [.. wrong.Failures],
        AggregateException several when several.InnerExceptions.All(one => one is OptionsValidationException) => [.. several.InnerExceptions.SelectMany(MistakesIn)],
        _ => [],
    };

    public static string SectionOf(Type options) => options.GetCustomAttribute<SectionAttribute>()?.Name
        ?? throw new InvalidOperationException($"{options.Name} has no [Section].");

    /// <summary>A key as environment variables have it, which is how most people set it.</summary>
    public static string Key(string section, string name) => section.Length == 0 ? name : $"{section.Replace(":", "__", StringComparison.Ordinal)}__{name}";
}
