using ChatFlow.Load.Seeding;
using Npgsql;

namespace ChatFlow.Load.Workloads;

/// <summary>What all workloads of a run have: the two servers, on one database.</summary>
/// <param name="Target">To start another server there.</param>
/// <param name="Rounds">Of the two in turns, so that whatever else happens on the machine hits both.</param>
/// <param name="Time">Of each round.</param>
internal sealed record Stage(Target Target, NpgsqlDataSource Postgres, ChatServer Chat, ChatServer Bare, bool IsQuick, int Rounds, TimeSpan Time, Vocabulary Vocabulary)
{
    /// <summary>Something to say.</summary>
    public string Text() => Conversation.Text(Vocabulary, Random.Shared);

    public async Task<string> Token(Crowd crowd, int user, CancellationToken stop) => await SignedIn.Token(Chat.Http, Scale.Email(crowd.Scale.Number, user), stop);
}

/// <summary>The people and channels of one workload.</summary>
internal sealed record Crowd(Scale Scale, Population Population);
