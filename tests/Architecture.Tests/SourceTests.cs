using System.Text.RegularExpressions;

namespace ChatFlow.Architecture.Tests;

/// <summary>Rules about the files themselves, so that a newcomer finds their way.</summary>
public partial class SourceTests
{
    private const int MaxLines = 250;

    internal static readonly string Root = FindRoot();

    internal static readonly string[] Files = new[] { "src", "tests", "build" }
        .SelectMany(folder => Directory.EnumerateFiles(Path.Combine(Root, folder), "*.cs", SearchOption.AllDirectories))
        .Where(file => !Regex.IsMatch(file, @"[\\/](bin|obj|node_modules)[\\/]")).ToArray();

    [Test]
    public void Files_AreShort() => Assert.That(
        Files.Where(file => File.ReadLines(file).Count() > MaxLines).Select(Name), Is.Empty, $"no file over {MaxLines} lines");

    [Test]
    public void Names_SayWhatAThingIs() => Assert.That(
        Files.Where(file => EmptyWords().IsMatch(Path.GetFileNameWithoutExtension(file))).Select(Name),
        Is.Empty,
        "Manager, Helper, Util, Common, Service, Base, Impl, Data and Info say nothing");

    [TestCase("MessageManager", true)]
    [TestCase("StringUtils", true)]
    [TestCase("BaseHandler", true)]
    [TestCase("DatabaseTests", false)]
    [TestCase("MessageStore", false)]
    public void EmptyWords_AreRecognised(string name, bool empty) => Assert.That(EmptyWords().IsMatch(name), Is.EqualTo(empty));

    internal static string Name(string file) => Path.GetRelativePath(Root, file);

    private static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder!.FullName, "ChatFlow.sln")))
            folder = folder.Parent;
        return folder.FullName;
    }

    // DemoData and the build program's LocalServices are data and services.
    [GeneratedRegex(@"^(?!DemoData$|LocalServices$|ServicesCommand$)(.*(Managers?|Helpers?|Utils?|Utilities|Service|Impl|Info|Data)|Common.*|Base[A-Z].*)$")]
    private static partial Regex EmptyWords();
}
