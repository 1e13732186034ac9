namespace ChatFlow.Build.Tests;

public sealed class ReportTests
{
    private static readonly string[] Domain = ["ChatFlow.Domain.Tests"];
    private static readonly string[] DomainAndWebApi = ["ChatFlow.Domain.Tests", "ChatFlow.WebApi.Tests"];
    private string _file = "";

    [SetUp]
    public void NameFile() => _file = Path.GetTempFileName();

    [TearDown]
    public void RemoveFile() => File.Delete(_file);

    [Test]
    public void Trx_CountsAndNamesWhatFailed()
    {
        var outcome = TrxReport.Read([Trx("")], Domain);

        Assert.That((outcome.Passed, outcome.Failed, outcome.Skipped), Is.EqualTo((1, 1, 1)));
        Assert.That(outcome.Failures[0], Is.EqualTo(new FailedTest("Send_WhenRemoved_IsForbidden", "Expected 403")));
    }

    [Test]
    public void Trx_WhenTheTestHostCrashed_IsAFailure()
    {
        var outcome = TrxReport.Read([Trx("""<RunInfos><RunInfo outcome="Error"><Text>Test host process crashed</Text></RunInfo></RunInfos>""")], Domain);

        Assert.That(outcome.Failures.Select(failure => failure.Message), Does.Contain("Test host process crashed"));
    }

    [Test]
    public void Trx_WhenAProjectRanNothing_IsAFailure()
    {
        var outcome = TrxReport.Read([Trx("")], DomainAndWebApi);

        Assert.That(outcome.Failures.Select(failure => failure.Name), Does.Contain("ChatFlow.WebApi.Tests").And.Not.Contain("ChatFlow.Domain.Tests"));
    }

    [Test]
    public void AnySuite_WhenItRanNothing_IsAFailure() =>
        Assert.That(new Outcome("client", 0, []).Judged(exitCode: 0, "").Failed, Is.EqualTo(1));

    [Test]
    public void AnySuite_WhenItsRunnerFailedWithoutNamingATest_IsAFailure()
    {
        Assert.That(new Outcome("client", 7, []).Judged(exitCode: 1, "out of memory").Failures[0].Message, Does.Contain("out of memory"));
        Assert.That(new Outcome("client", 7, []).Judged(exitCode: 0, "").Failed, Is.Zero);
    }

    [Test]
    public void Vitest_CountsAndNamesWhatFailed()
    {
        var outcome = VitestReport.Read("""
            {"testResults":[
              {"name":"a.test.ts","status":"failed","assertionResults":[
                {"fullName":"list keeps order","status":"passed","failureMessages":[]},
                {"fullName":"list fills gaps","status":"failed","failureMessages":["expected 2"]},
                {"fullName":"list later","status":"todo","failureMessages":[]}]},
              {"name":"broken.test.ts","status":"failed","message":"does not load","assertionResults":[]}]}
            """);

        Assert.That((outcome.Passed, outcome.Skipped), Is.EqualTo((1, 1)));
        Assert.That(outcome.Failures, Is.EqualTo(new[] { new FailedTest("list fills gaps", "expected 2"), new FailedTest("broken.test.ts", "does not load") }));
    }

    [Test]
    public void Playwright_CountsAFlakyTestAsFailed()
    {
        var outcome = PlaywrightReport.Read("""
            {"errors":[{"message":"global set-up failed"}],"suites":[{"title":"chat.spec.ts","specs":[
               {"title":"sees it","tests":[{"status":"expected","results":[]}]},
               {"title":"sometimes","tests":[{"status":"flaky","results":[{"errors":[{"message":"too late"}]},{"errors":[]}]}]}],
             "suites":[{"title":"after a restart","specs":[
               {"title":"still has it","tests":[{"status":"unexpected","results":[{"errors":[{"message":"gone"}]}]}]},
               {"title":"later","tests":[{"status":"skipped","results":[]}]}]}]}]}
            """);

        Assert.That((outcome.Passed, outcome.Skipped), Is.EqualTo((1, 1)));
        Assert.That(outcome.Failures, Is.EqualTo(new[]
        {
            new FailedTest("chat.spec.ts › sometimes", "flaky: too late"),
            new FailedTest("chat.spec.ts › after a restart › still has it", "unexpected: gone"),
            new FailedTest("The browser test run", "global set-up failed"),
        }));
    }

    private string Trx(string runInfos)
    {
        File.WriteAllText(_file, $"""
            <TestRun xmlns="http://microsoft.com/schemas/VisualStudio/TeamTest/2010">
              <Results>
                <UnitTestResult testName="Post_RaisesMessagePosted" outcome="Passed" />
                <UnitTestResult testName="Send_WhenRemoved_IsForbidden" outcome="Failed"><Output><ErrorInfo><Message>Expected 403</Message></ErrorInfo></Output></UnitTestResult>
                <UnitTestResult testName="Later" outcome="NotExecuted" />
              </Results>
              <TestDefinitions><UnitTest storage="/repo/tests/domain.tests/bin/chatflow.domain.tests.dll" /></TestDefinitions>
              <ResultSummary>{runInfos}</ResultSummary>
            </TestRun>
            """);
        return _file;
    }
}
