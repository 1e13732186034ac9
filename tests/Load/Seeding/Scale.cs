namespace ChatFlow.Load.Seeding;

/// <summary>How much is put in. Equal scales make equal rows.</summary>
/// <param name="PerUser">Channels that each user is a member of.</param>
/// <param name="Messages">In all channels together.</param>
/// <param name="PrivatePercent">Of the channels.</param>
/// <param name="Number">The seed of everything that is random; also part of names, so that several fit into one database.</param>
internal sealed record Scale(int Users, int Workspaces, int Channels, int PerUser, int Messages, int PrivatePercent, int Number)
{
    public static string Slug(int number, int workspace) => $"load-{number}-{workspace}";

    public static string Email(int number, int user) => $"load{number}-{user}@load.test";
}
