using Microsoft.Extensions.Time.Testing;

namespace ChatFlow.Build.Tests;

public sealed class RestartBudgetTests
{
    [Test]
    public void SixthRestartWithinAMinute_IsRefused()
    {
        var budget = new RestartBudget(new FakeTimeProvider());

        var answers = Enumerable.Range(0, 6).Select(_ => budget.TryTake()).ToList();

        Assert.That(answers, Is.EqualTo(new[] { true, true, true, true, true, false }));
    }

    [Test]
    public void RestartsAMinuteAgo_AreForgiven()
    {
        var clock = new FakeTimeProvider();
        var budget = new RestartBudget(clock);
        for (var i = 0; i < RestartBudget.PerMinute; i++)
        {
            budget.TryTake();
            clock.Advance(TimeSpan.FromSeconds(10));
        }
        Assert.That(budget.TryTake(), Is.False, "50 s after the first");

        clock.Advance(TimeSpan.FromSeconds(10));

        Assert.That(budget.TryTake(), Is.True, "the first was 60 s ago");
        Assert.That(budget.TryTake(), Is.False, "the second was only 50 s ago");
    }
}
