using System.Text.Json;

namespace ChatFlow.Build;

/// <summary>Reads vitest's JSON report.</summary>
internal static class VitestReport
{
    public static Outcome Read(string json)
    {
        using var report = JsonDocument.Parse(json);
        var failures = new List<FailedTest>();
        int passed = 0, skipped = 0;
        foreach (var file in report.RootElement.GetProperty("testResults").EnumerateArray())
        {
            var inFile = failures.Count;
            foreach (var test in file.GetProperty("assertionResults").EnumerateArray())
            {
                switch (test.GetProperty("status").GetString())
                {
                    case "passed": passed++; break;
                    case "failed": failures.Add(new FailedTest(test.GetProperty("fullName").GetString()!, string.Join('\n', test.GetProperty("failureMessages").EnumerateArray()))); break;
                    default: skipped++; break;
                }
            }
            // A file that does not load has no tests to fail.
            if (file.GetProperty("status").GetString() == "failed" && failures.Count == inFile)
                failures.Add(new FailedTest(file.GetProperty("name").GetString()!, file.TryGetProperty("message", out var message) ? message.GetString()! : "The file failed"));
        }
        return new Outcome("client", passed, failures, skipped);
    }
}
