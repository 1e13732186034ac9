namespace ChatFlow.Load.Searching;

/// <param name="Messages">That the first search of the case finds, counted by the seed design's index.</param>
/// <param name="Load">Of the machine when the case began.</param>
internal sealed record SearchResult(SearchCase Case, long Messages, double? Load, Timings Seed, Timings UseCase, Timings Http)
{
    public static readonly string[] Columns = ["search", "messages", "seed p50", "p95", "ChatFlow min", "p50", "p95", "HTTP p50", "p95", "ratio", "load"];

    /// <summary>How many times as long the seed's statement takes, by medians.</summary>
    public double Ratio => Seed.Percentile(50) / UseCase.Percentile(50);

    public string[] Row =>
    [
        Case.Name, $"{Messages:N0}", Ms(Seed, 50), Ms(Seed, 95), Ms(UseCase, 0), Ms(UseCase, 50), Ms(UseCase, 95), Ms(Http, 50), Ms(Http, 95), $"{Ratio:0.0}", $"{Load:0.0}",
    ];

    public object Json => new { name = Case.Name, page = Case.Page, messages = Messages, load = Load, seed = Seed.Summary, use_case = UseCase.Summary, http = Http.Summary, ratio = Ratio };

    private static string Ms(Timings timings, double percent) => $"{timings.Percentile(percent):0.0}";
}
