using System.Xml.Linq;

namespace ChatFlow.Build;

/// <summary>Reads the result files of `dotnet test`.</summary>
internal static class TrxReport
{
    private static readonly XNamespace Trx = "http://microsoft.com/schemas/VisualStudio/TeamTest/2010";

    /// <param name="files">The .trx files, one for each project that ran something.</param>
    /// <param name="projects">The assemblies (ChatFlow.X.Tests) that have to be among them.</param>
    public static Outcome Read(IEnumerable<string> files, IEnumerable<string> projects)
    {
        var seen = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        var failures = new List<FailedTest>();
        int passed = 0, skipped = 0;
        foreach (var document in files.Select(XDocument.Load))
        {
            foreach (var storage in document.Descendants(Trx + "UnitTest").Attributes("storage")) seen.Add(Path.GetFileNameWithoutExtension(storage.Value));
            foreach (var result in document.Descendants(Trx + "UnitTestResult"))
            {
                var outcome = (string?)result.Attribute("outcome");
                if (outcome == "Passed") passed++;
                else if (outcome == "NotExecuted") skipped++;
                else failures.Add(new FailedTest((string?)result.Attribute("testName") ?? "?", (string?)result.Descendants(Trx + "Message").FirstOrDefault() ?? $"outcome {outcome}"));
            }
            // A crashed or hanging test host names no test; it leaves an error here.
            failures.AddRange(document.Descendants(Trx + "RunInfo").Where(run => (string?)run.Attribute("outcome") == "Error")
                .Select(run => new FailedTest("The test run", (string?)run.Element(Trx + "Text") ?? "ended with an error")));
        }
        failures.AddRange(projects.Where(project => !seen.Contains(project)).Select(project => new FailedTest(project, "This project ran no tests: it crashed, or it has none.")));
        return new Outcome(".NET", passed, failures, skipped);
    }
}
