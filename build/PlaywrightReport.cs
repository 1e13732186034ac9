using System.Text.Json;

namespace ChatFlow.Build;

/// <summary>Reads Playwright's JSON report. A flaky test, one that failed before it passed, has failed.</summary>
internal static class PlaywrightReport
{
    public static Outcome Read(string json)
    {
        using var report = JsonDocument.Parse(json);
        var failures = new List<FailedTest>();
        int passed = 0, skipped = 0;
        foreach (var suite in Array(report.RootElement, "suites")) Visit(suite, "");
        // Errors outside of any test: a file that does not load, a global set-up that fails.
        failures.AddRange(Array(report.RootElement, "errors").Select(error => new FailedTest("The browser test run", Message(error))));
        return new Outcome("browser", passed, failures, skipped);

        void Visit(JsonElement suite, string path)
        {
            path += suite.GetProperty("title").GetString() + " › ";
            foreach (var spec in Array(suite, "specs"))
                foreach (var test in Array(spec, "tests"))
                    switch (test.GetProperty("status").GetString())
                    {
                        case "expected": passed++; break;
                        case "skipped": skipped++; break;
                        case var status:
                            var reason = Array(test, "results").SelectMany(result => Array(result, "errors")).Select(Message).FirstOrDefault();
                            failures.Add(new FailedTest(path + spec.GetProperty("title").GetString(), $"{status}: {reason}"));
                            break;
                    }
            foreach (var inner in Array(suite, "suites")) Visit(inner, path);
        }
    }

    private static List<JsonElement> Array(JsonElement parent, string name) =>
        parent.TryGetProperty(name, out var list) && list.ValueKind == JsonValueKind.Array ? [.. list.EnumerateArray()] : [];

    private static string Message(JsonElement error) => error.TryGetProperty("message", out var message) ? message.GetString() ?? "" : error.ToString();
}
