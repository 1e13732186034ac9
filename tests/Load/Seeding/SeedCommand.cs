using System.CommandLine;
using System.Diagnostics;
using ChatFlow.Application.Sessions;
using ChatFlow.Infrastructure.Postgres;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;

namespace ChatFlow.Load.Seeding;

/// <summary><c>seed</c>: puts people, channels and messages into the database, and waits until the server has made them findable.</summary>
internal static class SeedCommand
{
    private static readonly Option<int> Users = Count("--users", 50, "Users; the first owns every workspace.");
    private static readonly Option<int> Workspaces = Count("--workspaces", 1, "Workspaces, among which the channels are dealt out.");
    private static readonly Option<int> Channels = Count("--channels", 1000, "Channels.");
    private static readonly Option<int> PerUser = Count("--per-user", 200, "Channels that each user is a member of; not more than there are.");
    private static readonly Option<int?> Messages = new("--messages") { Description = "Messages in all channels together (default: 1000 for each channel).", HelpName = "N" };
    private static readonly Option<int> Private = new("--private") { Description = "Percent of the channels that are private.", HelpName = "N", DefaultValueFactory = _ => 20 };
    private static readonly Option<string?> Out = new("--out") { Description = "Write users with access tokens, and channels, as JSON for other load generators.", HelpName = "FILE" };

    public static readonly Option<int> Number = Count("--seed", 1, "The seed of all that is random: the same one gives the same rows.");

    public static Command Make()
    {
        var seed = new Command("seed", "Fill the database: users, workspaces, channels, memberships and messages.") { Users, Workspaces, Channels, PerUser, Messages, Private, Number, Out };
        seed.SetAction((parsed, stop) => Run(Target.Of(parsed), ScaleOf(parsed), parsed.GetValue(Out), stop));
        return seed;
    }

    public static async Task Run(Target target, Scale scale, string? file, CancellationToken stop)
    {
        await using var postgres = NpgsqlDataSource.Create(target.Postgres);
        var population = await Fill(postgres, target, scale, stop);
        await using var server = await ChatServer.Start(target, stop);
        await Indexing.IndexingProgress.Wait(postgres, stop);
        if (file is not null)
            await SignedIn.Write(file, server.Http, scale, population, stop);
    }

    public static async Task<Population> Fill(NpgsqlDataSource postgres, Target target, Scale scale, CancellationToken stop)
    {
        await new Migrations(postgres, NullLogger<Migrations>.Instance).Apply(stop);
        await using (var known = postgres.CreateCommand("SELECT count(*) FROM workspaces WHERE slug = $1"))
        {
            known.Parameters.Add(new NpgsqlParameter { Value = Scale.Slug(scale.Number, 1) });
            if ((long)(await known.ExecuteScalarAsync(stop))! > 0)
                throw new Refusal($"The database was seeded with --seed {scale.Number} already. Give another number.");
        }
        await using var layers = Layers.Of(target.Postgres, target.Redis);
        var hash = await layers.GetRequiredService<IPasswords>().Hash(SignedIn.Password, stop);
        var (population, begin) = (new Population(scale), Stopwatch.GetTimestamp());
        await new CopyIn(postgres, scale, population, hash).Run(new Vocabulary(scale.Number), count => Screen.Line($"{count:N0} of {scale.Messages:N0} messages written"), stop);
        // What autovacuum would do a minute later: without it the first plans are made for empty tables.
        await using var vacuum = postgres.CreateCommand("VACUUM (ANALYZE)");
        vacuum.CommandTimeout = 0;
        await vacuum.ExecuteNonQueryAsync(stop);
        Screen.Line($"{scale.Users:N0} users, {scale.Channels:N0} channels, {scale.Messages:N0} messages in {Stopwatch.GetElapsedTime(begin).TotalSeconds:N0} s");
        return population;
    }

    private static Scale ScaleOf(ParseResult parsed)
    {
        var channels = parsed.GetValue(Channels);
        return new Scale(
            parsed.GetValue(Users), Math.Min(parsed.GetValue(Workspaces), channels), channels, Math.Min(parsed.GetValue(PerUser), channels),
            parsed.GetValue(Messages) ?? 1000 * channels, parsed.GetValue(Private), parsed.GetValue(Number));
    }

    private static Option<int> Count(string name, int usual, string description)
    {
        var option = new Option<int>(name) { Description = description, HelpName = "N", DefaultValueFactory = _ => usual };
        option.Validators.Add(given =>
        {
            if (given.GetValueOrDefault<int>() < 1) given.AddError($"{name} is 1 or more.");
        });
        return option;
    }
}
