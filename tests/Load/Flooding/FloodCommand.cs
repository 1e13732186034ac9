using System.CommandLine;

namespace ChatFlow.Load.Flooding;

/// <summary>The one who floods, in a process of its own; <see cref="Flooder"/> starts it. Reads a token from its input, and goes on until that ends.</summary>
internal static class FloodCommand
{
    public const string Name = "flooder";

    /// <summary>Written when its first connection is open.</summary>
    public const string Begins = "begins";

    private static readonly Argument<string> Kind = new("kind");
    private static readonly Argument<string> Server = new("url");
    private static readonly Argument<Guid> Channel = new("channel");

    public static Command Make()
    {
        var command = new Command(Name, "Floods a server; started by others.") { Kind, Server, Channel };
        command.Hidden = true;
        command.SetAction((parsed, stop) => Run(
            Flood.All.Single(flood => flood.Kind == parsed.GetValue(Kind)), new Uri(parsed.GetRequiredValue(Server)), parsed.GetValue(Channel), stop));
        return command;
    }

    private static async Task Run(Flood flood, Uri server, Guid channel, CancellationToken stop)
    {
        var attack = new Attack(server, await Console.In.ReadLineAsync(stop) ?? "", channel);
        using var end = CancellationTokenSource.CreateLinkedTokenSource(stop);
        var flooding = flood.Run(attack, end.Token);
        await attack.Begun.WaitAsync(stop);
        Screen.Line(Begins);
        await Console.In.ReadToEndAsync(stop);
        await end.CancelAsync();
        await flooding;
        Screen.Line(attack.Summary);
    }
}
