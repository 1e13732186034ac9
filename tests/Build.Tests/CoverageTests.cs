using System.Xml.Linq;

namespace ChatFlow.Build.Tests;

public sealed class CoverageTests
{
    [Test]
    public void ALine_IsCoveredWhenAnyTestProjectCoversIt()
    {
        // The same file, as one project sees it alone and as another sees it beside a second one.
        var alone = Cobertura("/repo/src/Domain/", "Message.cs", """
            <line number="1" hits="3" branch="False" /><line number="2" hits="0" branch="False" /><line number="3" hits="1" branch="True" condition-coverage="25% (1/4)" />
            """);
        var beside = Cobertura("/repo/src/", "Domain/Message.cs", """
            <line number="1" hits="0" branch="False" /><line number="2" hits="0" branch="False" /><line number="3" hits="1" branch="True" condition-coverage="75% (3/4)" />
            """);

        var merged = Coverage.Merge([alone, beside]);

        Assert.That(merged, Is.EqualTo(new[] { new Covered("ChatFlow.Domain", Lines: 3, LinesHit: 2, Branches: 4, BranchesHit: 3) }));
    }

    [TestCase(800, 750, 1)]
    [TestCase(799, 1000, 0)]
    [TestCase(1000, 749, 0)]
    public void Coverage_BelowWhatIsWanted_IsAFailedCheck(int linesHit, int branchesHit, int passed)
    {
        // Of both projects together: one alone may have less.
        var outcome = Coverage.Judge([new("A", 500, linesHit - 500, 500, branchesHit - 500), new("B", 500, 500, 500, 500)]);
        Assert.That((outcome.Passed, outcome.Failed), Is.EqualTo((passed, 1 - passed)));
        Assert.That(outcome.Failures.Select(failure => failure.Message), Has.All.Contain($"{linesHit / 10.0:0.00}%").And.All.Contain("80%"));
    }

    [Test]
    public void Coverage_ThatWasNotMeasured_IsAFailedCheck() => Assert.That(Coverage.Judge([]).Failed, Is.EqualTo(1));

    private static XDocument Cobertura(string source, string file, string lines) => XDocument.Parse($"""
        <coverage><sources><source>{source}</source></sources><packages><package name="ChatFlow.Domain"><classes>
          <class name="Message" filename="{file}"><methods><method><lines>{lines}</lines></method></methods><lines>{lines}</lines></class>
        </classes></package></packages></coverage>
        """);
}
