using System.Globalization;

namespace ChatFlow.Load.Workloads;

/// <summary>One figure of ChatFlow, beside what it cannot beat in the same run.</summary>
/// <param name="Workload">W1 to W8, and the like.</param>
/// <param name="Floor">The same thing without ChatFlow; null where there is none.</param>
/// <param name="Goal">The most that it may be (of rates: the least); null where there is no goal.</param>
internal sealed record Finding(string Workload, string What, string Unit, double Value, double? Floor = null, double? Goal = null, bool IsRate = false)
{
    public static readonly string[] Columns = ["workload", "what", "unit", "ChatFlow", "floor", "ratio", "goal", "met"];

    private bool? IsMet => Goal is null ? null : IsRate ? Value >= Goal : Value <= Goal;

    public string[] Row =>
    [
        Workload, What, Unit, Written(Value), Written(Floor), Written(Value / Floor), Goal is null ? "" : (IsRate ? "≥ " : "≤ ") + Written(Goal), IsMet switch { true => "yes", false => "no", null => "" },
    ];

    public object Json => new { workload = Workload, what = What, unit = Unit, value = Value, floor = Floor, ratio = Value / Floor, goal = Goal, met = IsMet };

    /// <summary>Three figures count.</summary>
    private static string Written(double? number) => number is not { } value ? "" : value.ToString(value >= 100 ? "N0" : value >= 10 ? "N1" : "N2", CultureInfo.InvariantCulture);
}
