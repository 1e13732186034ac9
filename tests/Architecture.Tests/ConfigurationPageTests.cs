using System.Text.RegularExpressions;

namespace ChatFlow.Architecture.Tests;

/// <summary>Every setting is a property of a class of options, and stands in docs/configuration.md.</summary>
public partial class ConfigurationPageTests
{
    private static readonly string Page = Path.Combine(SourceTests.Root, "docs", "configuration.md");

    [Test]
    public void ConfigurationPage_IsWhatTheOptionsSay()
    {
        var written = ConfigurationPage.Write();
        if (Environment.GetEnvironmentVariable("CHATFLOW_WRITE_DOCS") == "1")
            File.WriteAllText(Page, written);
        Assert.That(
            File.ReadAllText(Page), Is.EqualTo(written),
            "The options have changed. Write the page anew: CHATFLOW_WRITE_DOCS=1 dotnet test tests/Architecture.Tests --filter ConfigurationPage");
    }

    [Test]
    public void ConfigurationPage_HasEveryClassOfOptions() => Assert.That(
        ConfigurationPage.OptionsWithoutSection, Is.Empty, "give them a [Section], and add them by AddSettings");

    /// <summary>But the addresses to listen on, which are the framework's own.</summary>
    [Test]
    public void ConfigurationPage_HasEveryKey_BecauseNoneIsReadByItsName() => Assert.That(
        from file in SourceTests.Files
        let name = SourceTests.Name(file)
        where name.StartsWith("src" + Path.DirectorySeparatorChar, StringComparison.Ordinal) && !name.Contains("Settings" + Path.DirectorySeparatorChar, StringComparison.Ordinal)
        from line in File.ReadLines(file)
        where RawRead().IsMatch(line) && !line.Contains("ServerUrlsKey", StringComparison.Ordinal)
        select $"{name}: {line.Trim()}",
        Is.Empty, "settings are read by classes of options: AddSettings, Settings");

    [GeneratedRegex(@"onfiguration\[|GetConnectionString|\.GetSection\(|BindConfiguration\(|onfiguration\.GetValue|GetEnvironmentVariable")]
    private static partial Regex RawRead();
}
