using System.Collections.Concurrent;
using System.Globalization;
using System.Text;
using ChatFlow.Tests.Postgres;
using ChatFlow.WebApi.Tests.Access;
using CsCheck;

namespace ChatFlow.WebApi.Tests.Fuzzing;

/// <summary>
/// Every route, every method of the hub in both protocols, and bytes that are no calls, with anything in them: no failure, no hang, the contract's
/// shapes, no secret of others, nothing broken in the database.
/// CHATFLOW_FUZZ_CASES sets how many; CHATFLOW_FUZZ_SEED repeats a run ("5"), or one visit of it ("5/17").
/// </summary>
public sealed class FuzzTests : IAsyncDisposable
{
    private const int StepsOfAVisit = 25, VisitsOfALook = 100;
    private const string NotTheirs = "somebody changed what is not theirs";

    private static readonly string[] Columns =
    [
        "host", "host", "host", "host", "host", "member", "member", "member", "owner", "owner", "owner", "admin", "admin", "moderator", "outsider", "elsewhere", "removed",
        "host", "host", "member", "owner", "anonymous", "expired", "revoked",
    ];

    private readonly Watcher watcher = new();
    private readonly ConcurrentDictionary<string, int> tried = new(), accepted = new();
    private readonly ConcurrentDictionary<string, Found> found = new();
    private readonly ConcurrentDictionary<string, int> brokenSince = new();
    private readonly CancellationTokenSource hanging = new();
    private TextWriter console = null!;
    private ChatServer server = null!;
    private Vault vault = null!;
    private HttpClient http = null!;
    private IReadOnlyList<Gen<Step>> steps = null!;
    private int cases;

    [SetUp]
    public async Task Start()
    {
        // A line of the log for every case is for the watcher alone: the test runner would keep them all.
        console = Console.Out;
        Console.SetOut(TextWriter.Null);
        server = new ChatServer(await TestDatabase.Create(), watcher.In, ("Serilog:MinimumLevel:Default", "Information"));
        var connections = new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false, RequestHeaderEncodingSelector = (_, _) => Encoding.UTF8 };
        http = new HttpClient(connections) { Timeout = Timeout.InfiniteTimeSpan };
        vault = await Vault.Plant(server);
        await LearnQueries();
        steps = Steps.Of(Surface.Of(server), watcher.Asked);
    }

    // The test runner disposes of what it made: one instance a test.
    public async ValueTask DisposeAsync()
    {
        http.Dispose();
        hanging.Dispose();
        await server.DisposeAsync();
        await server.Database.DisposeAsync();
        Console.SetOut(console);
    }

    [Test, Category("Fuzz")]
    public async Task Server_WhateverComesIn_AnswersAsTheContractSays()
    {
        var (seed, only) = Seed();
        var count = int.Parse(Environment.GetEnvironmentVariable("CHATFLOW_FUZZ_CASES") ?? "100000", CultureInfo.InvariantCulture);
        await TestContext.Progress.WriteLineAsync($"Fuzzing with CHATFLOW_FUZZ_SEED={seed}, {count} cases");
        var before = await vault.Contents(server);

        var visits = only is { } one ? [one] : Enumerable.Range(0, count / StepsOfAVisit);
        await Parallel.ForEachAsync(visits, new ParallelOptions { MaxDegreeOfParallelism = 8 }, async (visit, _) =>
        {
            await Go(seed, visit);
            if (visit % VisitsOfALook == VisitsOfALook - 1)
                await Look(before);
        });
        await Look(before);

        foreach (var broken in found.Values.OrderBy(broken => broken.Case))
            await TestContext.Progress.WriteLineAsync(await Report(seed, broken));
        await TestContext.Progress.WriteLineAsync($"{cases} cases of {tried.Count} kinds, {accepted.Values.Sum()} accepted, {watcher.Lines} lines of log");
        Assert.Multiple(async () =>
        {
            Assert.That(found.Keys, Is.Empty, "see above");
            Assert.That(watcher.Bad.Select(line => line[..Math.Min(line.Length, 3000)]).Take(5), Is.Empty, "a failure, a text or a secret in the log; request_id begins with the visit");
            foreach (var (rule, broken) in Invariants.All)
                Assert.That(await server.Database.Scalar<long>(broken), Is.Zero, () => $"{rule} Broken by case {brokenSince.GetValueOrDefault(rule)} of seed {seed}");
            Assert.That(await vault.Contents(server), Is.EqualTo(before), () => $"{NotTheirs}, by case {brokenSince.GetValueOrDefault(NotTheirs)} of seed {seed}");
            Assert.That((int)(await http.GetAsync(new Uri(server.Address, "/health/ready"))).StatusCode, Is.EqualTo(200));
            if (count >= 100_000 && only is null)
            {
                Assert.That(tried, Has.Count.EqualTo(steps.Distinct().Count()));
                Assert.That(tried.Keys.Except(accepted.Keys), Is.Empty, "never accepted, so hardly tried");
            }
        });
    }

    private static (ulong Seed, int? Visit) Seed() => Environment.GetEnvironmentVariable("CHATFLOW_FUZZ_SEED")?.Split('/') switch
    {
        [var seed, var visit] => (ulong.Parse(seed, CultureInfo.InvariantCulture), int.Parse(visit, CultureInfo.InvariantCulture)),
        [var seed] => (ulong.Parse(seed, CultureInfo.InvariantCulture), null),
        _ => ((ulong)Random.Shared.Next(), null),
    };

    private async Task Go(ulong seed, int visit)
    {
        using var visitor = new Visit(server, vault, http, $"visit-{visit}", ColumnOf(visit));
        await visitor.Begin();
        for (var at = 0; at < StepsOfAVisit && !hanging.IsCancellationRequested; at++)
        {
            var (step, _) = StepOf(seed, visit, at);
            tried.AddOrUpdate(step.Call, 1, (_, times) => times + 1);
            var number = Interlocked.Increment(ref cases);
            var (wrong, isAccepted) = await visitor.Do(step);
            if (isAccepted)
                accepted.AddOrUpdate(step.Call, 1, (_, times) => times + 1);
            if (wrong is not null)
                found.AddOrUpdate($"{step.Call}: {wrong}", new Found(visit, at, wrong, number), (_, first) => first with { Times = first.Times + 1 });
            // Each one like it would wait as long.
            if (wrong == Visit.NoEnd)
                await hanging.CancelAsync();
        }
    }

    /// <summary>Notes how many cases there had been when something was first seen broken that no answer tells of.</summary>
    private async Task Look(string before)
    {
        var by = cases;
        foreach (var (rule, broken) in Invariants.All)
        {
            if (!brokenSince.ContainsKey(rule) && await server.Database.Scalar<long>(broken) != 0)
                brokenSince.TryAdd(rule, by);
        }
        if (await vault.Contents(server) != before)
            brokenSince.TryAdd(NotTheirs, by);
    }

    private static string ColumnOf(int visit) => Columns[visit % Columns.Length];

    /// <summary>Each step has a seed of its own, so that one can be had without those before it.</summary>
    private (Step Step, Size Size) StepOf(ulong seed, int visit, int at)
    {
        var random = new PCG((uint)visit, (seed * 1_000_003) + ((ulong)at * 7919));
        var ofVisit = new PCG((uint)visit, ~seed);
        var sequence = Sequences.All[(int)ofVisit.Next((uint)Sequences.All.Count)];
        var place = at - (int)ofVisit.Next((uint)(StepsOfAVisit - sequence.Length));
        var kind = place >= 0 && place < sequence.Length ? sequence[place] : steps[(int)random.Next((uint)steps.Count)];
        return (kind.Generate(random, null, out var size), size);
    }

    /// <summary>The case, by itself if it fails by itself, else with as few before it as it needs; and then the smallest like it.</summary>
    private async Task<string> Report(ulong seed, Found broken)
    {
        var all = Enumerable.Range(0, broken.Step + 1).Select(at => StepOf(seed, broken.Visit, at)).ToList();
        var (smallest, size) = all[^1];
        List<Step> before = [.. all[..^1].Select(step => step.Step)];
        if (broken.Wrong == Visit.NoEnd)
            return Told();
        if (await Fails(broken, []))
            before = [];
        for (var at = before.Count - 1; at >= 0; at--)
        {
            List<Step> fewer = [.. before[..at], .. before[(at + 1)..]];
            if (await Fails(broken, fewer))
                before = fewer;
        }
        var like = steps.First(kind => kind.Generate(new PCG(1, 1), null, out _).Call == smallest.Call);
        for (uint attempt = 0; attempt < 60; attempt++)
        {
            var smaller = like.Generate(new PCG(attempt, seed), null, out var its);
            if (Size.IsLessThan(its, size) && await Fails(broken, before, smaller))
                (smallest, size) = (smaller, its);
        }
        return Told();

        string Told() => $"""

            {smallest.Call}: {broken.Wrong}
              first in case {broken.Case}, {broken.Times} times; by {ColumnOf(broken.Visit)}; repeat with CHATFLOW_FUZZ_SEED={seed}/{broken.Visit}
              {string.Join("\n  ", before.Append(smallest).Select(step => step.Told))}
            """;

        Task<bool> Fails(Found found, List<Step> first, Step? last = null) => FailsAgain(found, [.. first, last ?? all[^1].Step]);
    }

    private async Task<bool> FailsAgain(Found broken, List<Step> again)
    {
        using var visitor = new Visit(server, vault, http, $"again-{broken.Visit}", ColumnOf(broken.Visit));
        await visitor.Begin();
        string? last = null;
        foreach (var step in again)
            (last, _) = await visitor.Do(step);
        return last == broken.Wrong;
    }

    /// <summary>Calls every row of the matrix once, and what has none as it stands: the server tells then what it asks the query for.</summary>
    private async Task LearnQueries()
    {
        var calls = AccessMatrix.Rows.Select(row => row.Call).Concat(Surface.Of(server).Select(operation => $"{operation.Verb} {operation.Target}"));
        foreach (var call in calls.Where(call => call.StartsWith("GET ", StringComparison.Ordinal)).DistinctBy(Surface.ShapeOf))
        {
            using var visitor = new Visit(server, vault, http, "learn", "owner");
            await visitor.Begin();
            await visitor.Do(new RestStep(call, "GET", call.Split(' ')[1].Replace("{private}", "{public.joined}").Replace("{dm}", "{public.joined}"), [], null, null));
        }
    }

    /// <param name="Case">How many there had been.</param>
    private sealed record Found(int Visit, int Step, string Wrong, int Case, int Times = 1);
}
