using System.Globalization;
using ChatFlow.Build;

namespace ChatFlow.Chaos.Tests;

/// <summary>
/// A minute of chaos, with another seed each time: what a minute finds depends on the machine's timing as much as on the seed, so one fixed seed would
/// promise a repetition that it cannot give, and many runs see more with many. A run that fails says its seed, its plan, and how to try it again; CHAOS_SEED and
/// CHAOS_SECONDS do that here.
/// </summary>
[Platform("Linux")]
public class ChaosTests
{
    [Test]
    public async Task Promise_Holds_WhateverFails()
    {
        var options = new ChaosOptions(Setting("CHAOS_SEED") ?? Environment.TickCount, TimeSpan.FromSeconds(Setting("CHAOS_SECONDS") ?? 60));
        var session = new Session(Repository.Find(), TimeProvider.System, new Screen(TimeProvider.System));
        var outcome = await new ChaosRun(options, session, TestContext.Out.WriteLine).Run(CancellationToken.None);
        TestContext.Out.WriteLine(Tool.Table(outcome.Summary));
        Assert.That(outcome.Broken, Is.Empty, $"To try it again: {options.ToRepeat}");
    }

    [Test]
    public void Plans_OfOneSeed_AreOne() => Assert.Multiple(() =>
    {
        var minute = TimeSpan.FromMinutes(1);
        Assert.That(FaultPlan.Make(7, minute, nodes: 3), Is.EqualTo(FaultPlan.Make(7, minute, nodes: 3)));
        Assert.That(FaultPlan.Make(8, minute, nodes: 3), Is.Not.EqualTo(FaultPlan.Make(7, minute, nodes: 3)));
        Assert.That(FaultPlan.Make(7, minute, nodes: 3).Select(fault => fault.Kind).Distinct(), Is.EquivalentTo(Enum.GetValues<FaultKind>()), "a minute has all kinds");
    });

    internal static int? Setting(string variable) =>
        int.TryParse(Environment.GetEnvironmentVariable(variable), NumberStyles.Integer, CultureInfo.InvariantCulture, out var value) ? value : null;
}
