using System.Text.RegularExpressions;

namespace ChatFlow.Build;

internal sealed partial record FailedTest(string Name, string Message)
{
    /// <summary>The message without the colour codes that some reports keep.</summary>
    public string PlainMessage => Colours().Replace(Message, "").Trim();

    [GeneratedRegex("""\x1b\[[0-9;]*m""")]
    private static partial Regex Colours();
}

/// <summary>What a suite of tests came to. A suite that ran nothing, or that ended badly without naming a test, has failed.</summary>
internal sealed record Outcome(string Suite, int Passed, IReadOnlyList<FailedTest> Failures, int Skipped = 0)
{
    public int Failed => Failures.Count;

    public static Outcome Success(string suite) => new(suite, 1, []);

    public static Outcome Failure(string suite, string message) => new(suite, 0, [new FailedTest(suite, message)]);

    public static Outcome Skip(string suite) => new(suite, 0, [], 1);

    /// <summary>Adds the failures that a report does not show: nothing was run, or the runner failed for another reason than a test.</summary>
    public Outcome Judged(int exitCode, string tail)
    {
        if (Passed + Failed + Skipped == 0) return Failure(Suite, $"No tests were run ({ChildProcess.Describe(exitCode)}).{Environment.NewLine}{tail}");
        if (exitCode != 0 && Failed == 0) return this with { Failures = [new FailedTest(Suite, $"Every test passed, but the runner failed ({ChildProcess.Describe(exitCode)}).{Environment.NewLine}{tail}")] };
        return this;
    }
}
