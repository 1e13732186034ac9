namespace ChatFlow.Load.Seeding;

internal sealed record Channel(Guid Id, int Workspace, bool IsPrivate, int[] Members)
{
    public long LastSeq { get; set; }
    public DateTimeOffset? LastMessageAt { get; set; }
}

/// <summary>Who is where, before anything is said. Channels are dealt out to the workspaces in turn, and users to the channels.</summary>
internal sealed class Population
{
    /// <summary>Everything happens in the year after this.</summary>
    public static readonly DateTimeOffset Beginning = new(2025, 1, 1, 0, 0, 0, TimeSpan.Zero);

    public Population(Scale scale)
    {
        var ids = new Ids(scale.Number);
        Users = [.. Enumerable.Range(0, scale.Users).Select(_ => ids.Next(Beginning))];
        Workspaces = [.. Enumerable.Range(0, scale.Workspaces).Select(_ => ids.Next(Beginning))];
        var members = Enumerable.Range(0, scale.Channels).Select(_ => new List<int>()).ToArray();
        for (var user = 0; user < scale.Users; user++)
        {
            // Next to each other, and each user a little further: every channel gets as many as the others.
            for (var n = 0; n < scale.PerUser; n++)
                members[(int)(((long)user * scale.Channels / scale.Users + n) % scale.Channels)].Add(user);
        }
        Channels = [.. members.Select((inIt, n) => new Channel(ids.Next(Beginning), n % scale.Workspaces, n * 37 % 100 < scale.PrivatePercent, inIt.Count == 0 ? [0] : [.. inIt]))];
        // The first user owns every workspace; the others are where their channels are.
        MembersOf = [.. Enumerable.Range(0, scale.Workspaces).Select(n => Channels.Where(channel => channel.Workspace == n).SelectMany(channel => channel.Members).Append(0).Distinct().Order().ToArray())];
    }

    public Guid[] Users { get; }
    public Guid[] Workspaces { get; }
    public Channel[] Channels { get; }

    /// <summary>Users of each workspace.</summary>
    public int[][] MembersOf { get; }
}
