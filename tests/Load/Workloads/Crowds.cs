using ChatFlow.Load.Seeding;
using Npgsql;

namespace ChatFlow.Load.Workloads;

/// <summary>The people of each workload, in one database.</summary>
internal sealed class Crowds(NpgsqlDataSource postgres, Target target, bool isQuick)
{
    /// <summary>The indexer has enough to do with what is sent while it is measured. W6 alone has something to search.</summary>
    private const string Findable = "INSERT INTO search_progress (channel_id, seq) SELECT id, last_seq FROM channels WHERE id = ANY($1)";

    private readonly Dictionary<string, Crowd> crowds = [];

    public Crowd this[string workload] => crowds[workload];

    public async Task Add(string workload, CancellationToken stop)
    {
        var scale = workload switch
        {
            "W1" => Of(1, users: 50, channels: 1, perUser: 1, messages: 1000),
            "W2" => Of(2, users: isQuick ? 100 : 500, channels: 1, perUser: 1, messages: 1000),
            "W3" => Of(3, users: 50, channels: 50, perUser: 10, messages: 5000),
            "W4" => Of(4, users: 50, channels: 50, perUser: 10, messages: 5000),
            "W5" => Of(5, users: 2, channels: 1, perUser: 1, messages: isQuick ? 50_000 : 1_000_000),
            "W6" => Of(6, users: 20, channels: 200, perUser: 150, messages: isQuick ? 5_000 : 200_000),
            "W7" => Of(7, users: 50, channels: 200, perUser: 200, messages: 20_000),
            "W8" => Of(8, users: isQuick ? 50 : 200, channels: 50, perUser: 20, messages: 10_000),
            "9.1" => Of(9, users: 50, channels: 50, perUser: 10, messages: 50_000),
            // The last of them is the one who floods.
            "flood" => Of(10, users: 51, channels: 1, perUser: 1, messages: 1000),
            _ => throw new Refusal($"There is no workload {workload}. There are W1, W2, W3, W4, W5, W6, W7, W8, 9.1 and flood."),
        };
        crowds[workload] = new Crowd(scale, await SeedCommand.Fill(postgres, target, scale, stop));
        if (workload == "W6")
            return;
        await using var findable = postgres.CreateCommand(Findable);
        findable.Parameters.Add(new NpgsqlParameter<Guid[]> { TypedValue = [.. crowds[workload].Population.Channels.Select(channel => channel.Id)] });
        await findable.ExecuteNonQueryAsync(stop);
    }

    private static Scale Of(int number, int users, int channels, int perUser, int messages) => new(users, Workspaces: 1, channels, perUser, messages, PrivatePercent: 0, number);
}
