using ChatFlow.Infrastructure.Settings;
using Microsoft.Extensions.Configuration.Json;
using Microsoft.Extensions.FileProviders;
using Microsoft.Extensions.FileProviders.Physical;

namespace ChatFlow.WebApi.Hosting;

/// <summary>Options without a section.</summary>
[Section("")]
public sealed class SettingsFileOptions
{
    /// <summary>
    /// A JSON file of settings, such as <c>/etc/chatflow/settings.json</c>. What the environment sets wins over it. Read at the start; levels of
    /// the log are put in force as soon as it is saved.
    /// </summary>
    public string? SettingsFile { get; set; }
}

/// <summary>
/// A file of settings that outlives upgrades, such as /etc/chatflow/settings.json (<see cref="SettingsFileOptions"/>). It stands above the
/// server's own appsettings.json and below the environment, and is read again when it changes.
/// </summary>
internal static class SettingsFile
{
    public static void AddSettingsFile(this WebApplicationBuilder builder)
    {
        builder.Services.AddSettings<SettingsFileOptions>();
        if (builder.Configuration.Settings<SettingsFileOptions>().SettingsFile is not { Length: > 0 } path)
            return;
        var full = Path.GetFullPath(path);
        if (!File.Exists(full))
            throw new InvalidOperationException($"SettingsFile is {full}, and there is no such file.");
        var sources = ((IConfigurationBuilder)builder.Configuration).Sources;
        var own = sources.Select((source, i) => source is JsonConfigurationSource ? i : -1).Max();
        sources.Insert(own + 1, new JsonConfigurationSource
        {
            FileProvider = new PhysicalFileProvider(Path.GetDirectoryName(full)!, ExclusionFilters.None),
            Path = Path.GetFileName(full),
            ReloadOnChange = true,
        });
    }
}
