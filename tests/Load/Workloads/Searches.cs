using ChatFlow.Load.Indexing;
using ChatFlow.Load.Searching;
using ChatFlow.Load.Seeding;

namespace ChatFlow.Load.Workloads;

/// <summary>W6: searches over HTTP, beside the seed design's statement on the same messages. Of more kinds, and as a use case: <c>search</c>.</summary>
internal static class Searches
{
    private static readonly string[] Kinds = ["rare", "medium", "common", "medium and common", "two common"];

    /// <summary>Of a search (issue E), in milliseconds.</summary>
    private const double Goal = 50;

    public static async Task<IReadOnlyList<Finding>> Measure(Stage stage, Crowd crowd, CancellationToken stop)
    {
        var workspaceId = await SearchCommand.IdOf(stage.Postgres, "SELECT id FROM workspaces WHERE slug = $1", Scale.Slug(crowd.Scale.Number, 1), stop);
        await IndexingProgress.Wait(stage.Postgres, stop);
        using var http = new HttpClient { BaseAddress = stage.Chat.Http.BaseAddress };
        http.DefaultRequestHeaders.Authorization = new("Bearer", await stage.Token(crowd, user: 2, stop));
        await using var layers = Layers.Of(stage.Target.Postgres, stage.Target.Redis);
        var (seed, chatFlow) = (new SeedDesign(stage.Postgres), new ChatFlowSearch(layers, http, workspaceId, crowd.Population.Users[1]));
        await seed.MakeIndex(stop);
        List<Finding> findings = [];
        foreach (var kind in SearchCase.All(new Vocabulary(crowd.Scale.Number)).Where(kind => Kinds.Contains(kind.Name)))
        {
            var result = await SearchCommand.Measure(kind, seed, chatFlow, workspaceId, stage.Time, stop);
            findings.Add(new("W6", $"search of {crowd.Scale.Messages:N0} messages, {kind.Name} p50", "ms", result.Http.Percentile(50), result.Seed.Percentile(50)));
            findings.Add(new("W6", "  p95", "ms", result.Http.Percentile(95), result.Seed.Percentile(95), Goal));
        }
        await seed.DropIndex(stop);
        return findings;
    }
}
