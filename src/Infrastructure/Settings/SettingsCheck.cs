using System.ComponentModel.DataAnnotations;
using System.Reflection;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;

namespace ChatFlow.Infrastructure.Settings;

/// <summary>Refuses values that their attributes do not allow, and keys that are no setting: a typo would leave the default in force.</summary>
internal sealed class SettingsCheck<T>(IConfiguration configuration) : IValidateOptions<T>
    where T : class
{
    public ValidateOptionsResult Validate(string? name, T options)
    {
        var section = SettingsSetup.SectionOf(typeof(T));
        // Without a section, everything in the environment stands beside them.
        var unknown = section.Length == 0 ? [] : Unknown(section, typeof(T), configuration.GetSection(section));
        var mistakes = Wrong(section, options).Concat(unknown).ToList();
        return mistakes.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(mistakes);
    }

    /// <summary>What the attributes of the properties, and of those of their sections, refuse; each message begins with its key.</summary>
    internal static IEnumerable<string> Wrong(string section, object options) =>
        from property in options.GetType().GetProperties()
        let key = SettingsSetup.Key(section, property.Name)
        let value = property.GetValue(options)
        from mistake in IsSection(property.PropertyType) && value is not null
            ? Wrong(Under(section, property), value)
            : property.GetCustomAttributes<ValidationAttribute>().Where(rule => !rule.IsValid(value)).Select(rule => $"{key} {Rule(rule)}.")
        select mistake;

    private static string Rule(ValidationAttribute rule) => rule switch
    {
        RangeAttribute range => $"has to be between {range.Minimum} and {range.Maximum}",
        RequiredAttribute => "is not set",
        UrlAttribute => "is not an address, such as https://chat.example.org",
        _ => rule.FormatErrorMessage("it"),
    };

    private static IEnumerable<string> Unknown(string section, Type type, IConfiguration given) =>
        from child in given.GetChildren()
        let property = type.GetProperties().FirstOrDefault(property => property.Name.Equals(child.Key, StringComparison.OrdinalIgnoreCase))
        from mistake in property is null ? [$"{SettingsSetup.Key(section, child.Key)} is no setting; docs/configuration.md has them all."]
            : IsSection(property.PropertyType) ? Unknown(Under(section, property), property.PropertyType, child) : Array.Empty<string>()
        select mistake;

    private static string Under(string section, PropertyInfo property) => section.Length == 0 ? property.Name : $"{section}:{property.Name}";

    private static bool IsSection(Type type) => type is { IsClass: true, IsArray: false } && type != typeof(string) && type != typeof(Uri);
}
