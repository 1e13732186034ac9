using System.Globalization;
using System.Reflection;
using System.Text;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using ChatFlow.Infrastructure.Settings;
using RangeAttribute = System.ComponentModel.DataAnnotations.RangeAttribute;

namespace ChatFlow.Architecture.Tests;

/// <summary>docs/configuration.md, made of the classes of options: their sections, properties, comments, defaults and ranges.</summary>
internal static partial class ConfigurationPage
{
    private const string Introduction = """
        # Configuration

        Made from the source by `CHATFLOW_WRITE_DOCS=1 dotnet test tests/Architecture.Tests --filter ConfigurationPage`: change the comments there, not this page.

        Settings are environment variables, as they stand here, or JSON with an object for each `__` (`{"Mail": {"Smtp": {"Port": 25}}}`). Of several places the first of these counts: arguments
        of the command (`--Mail:Smtp:Port=25`), the environment, the file that `SettingsFile` names, `appsettings.json` beside the server. Lists are numbered from 0, in JSON they are
        arrays. Of secrets (🔑) see that few can read them.

        **The server does not start with a setting that is wrong**: a number out of its range, a value of the wrong type, a key of these sections that does not exist. What it says names the key.

        ## Without which nothing goes

        `ConnectionStrings__Postgres`, `ConnectionStrings__Redis`, `Jwt__SigningKey`, and one of `Mail__Smtp__Host` (with `Mail__From`) and `Mail__PickupDirectory`. For other than local use, `PublicUrl`.

        ## Of the framework

        | key | default | |
        | --- | --- | --- |
        | `ASPNETCORE_URLS` | `http://localhost:5000` | addresses to listen on, with `;` between them. One with `https://` needs a certificate, and then http is redirected there |
        | `ASPNETCORE_ENVIRONMENT` | `Production` | `Development` takes weak signing keys and shows what failed |
        | `Kestrel__Certificates__Default__Path`, `…__Password` 🔑 | | certificate for https, where no web server in front does it |
        | `Serilog__MinimumLevel__Default` | `Information` | least level that is logged: `Verbose`, `Debug`, `Information`, `Warning`, `Error`, `Fatal` ([monitoring.md](monitoring.md#logs)) |
        | `Serilog__MinimumLevel__Override__<source>` | | the same for what begins with that name, such as `Npgsql` |
        | `OTEL_EXPORTER_OTLP_HEADERS` 🔑 | | headers for the collector of traces |
        | `TMPDIR` | `/tmp` | where uploads are spooled: on a disk, with room for 50 MiB for each that goes on at once |

        """;

    private static readonly Assembly[] Assemblies = [typeof(Infrastructure.DependencyInjection).Assembly, typeof(Program).Assembly];

    private static readonly Dictionary<string, XElement> Comments = Assemblies
        .SelectMany(assembly => XDocument.Load(Path.ChangeExtension(assembly.Location, ".xml")).Descendants("member"))
        .GroupBy(member => member.Attribute("name")!.Value).ToDictionary(named => named.Key, named => named.First());

    public static IEnumerable<Type> Classes => Assemblies.SelectMany(assembly => assembly.GetTypes())
        .Where(type => type.GetCustomAttribute<SectionAttribute>() is not null).OrderBy(SettingsSetup.SectionOf, StringComparer.Ordinal).ThenBy(type => type.Name, StringComparer.Ordinal);

    public static IEnumerable<Type> OptionsWithoutSection => Assemblies.SelectMany(assembly => assembly.GetTypes())
        .Where(type => type.IsClass && type.Name.EndsWith("Options", StringComparison.Ordinal)).Except(Classes).Except(Classes.SelectMany(Parts));

    public static string Write()
    {
        var page = new StringBuilder(Introduction);
        foreach (var section in Classes.GroupBy(SettingsSetup.SectionOf))
        {
            page.Append(CultureInfo.InvariantCulture, $"\n## {(section.Key.Length == 0 ? "Without a section" : section.Key)}\n\n| key | default | |\n| --- | --- | --- |\n");
            foreach (var type in section)
                page.AppendJoin("", Rows(section.Key, Activator.CreateInstance(type)!));
        }
        return page.ToString().ReplaceLineEndings("\n");
    }

    private static IEnumerable<string> Rows(string section, object options) =>
        from property in options.GetType().GetProperties().Where(property => property.SetMethod is { IsPublic: true })
        from row in IsPart(property) ? Rows($"{section}:{property.Name}", property.GetValue(options)!) : [Row(section, property, property.GetValue(options))]
        select row;

    private static string Row(string section, PropertyInfo property, object? value)
    {
        var key = SettingsSetup.Key(section, property.Name) + (property.PropertyType.IsArray ? "__0" : "");
        var range = property.GetCustomAttribute<RangeAttribute>() is { } allowed ? $" From {allowed.Minimum} to {allowed.Maximum}." : "";
        var secret = property.IsDefined(typeof(SecretAttribute)) ? " 🔑" : "";
        return $"| `{key}`{secret} | {Shown(value)} | {Comment($"P:{property.DeclaringType!.FullName}.{property.Name}")}{range}{Choices(property.PropertyType)} |\n";
    }

    private static string Shown(object? value) => value switch
    {
        null or "" or Array => "",
        bool flag => flag ? "`true`" : "`false`",
        IFormattable number => $"`{number.ToString(null, CultureInfo.InvariantCulture)}`",
        _ => $"`{value}`",
    };

    private static string Choices(Type type)
    {
        if (!type.IsEnum)
            return "";
        var choices = Enum.GetNames(type).Select(name => Comments.ContainsKey($"F:{type.FullName}.{name}") ? $"`{name}`: {Comment($"F:{type.FullName}.{name}")}" : $"`{name}`.");
        return " " + string.Join(' ', choices);
    }

    private static string Comment(string member)
    {
        if (!Comments.TryGetValue(member, out var found) || found.Element("summary") is not { } summary)
            throw new InvalidOperationException($"{member} is a setting and has no summary.");
        foreach (var code in summary.Descendants().ToList())
            code.ReplaceWith($"`{(code.Name == "see" ? code.Attribute("cref")!.Value.Split('.')[^1] : code.Value)}`");
        return Space().Replace(summary.Value.Trim(), " ").Replace("|", "\\|", StringComparison.Ordinal);
    }

    private static bool IsPart(PropertyInfo property) => property.PropertyType is { IsClass: true, IsArray: false } type && type != typeof(string) && type != typeof(Uri);

    private static IEnumerable<Type> Parts(Type options) => options.GetProperties().Where(IsPart).SelectMany(property => Parts(property.PropertyType).Append(property.PropertyType));

    [GeneratedRegex(@"\s+")]
    private static partial Regex Space();
}
