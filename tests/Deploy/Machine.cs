using System.Diagnostics;
using System.Globalization;

namespace ChatFlow.Deploy.Tests;

/// <summary>
/// A Debian with its own systemd, in a container that shares the network of this process. What `build -- test` gives it is a tree that
/// debootstrap made; every machine is a copy of it, and starts without ChatFlow.
/// </summary>
internal sealed class Machine : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(10);

    private readonly List<string> console = [];
    private Process? container;
    private string leader = "";

    private Machine(string root) => Root = root;

    /// <summary>Its file system, seen from outside.</summary>
    public string Root { get; }

    public static async Task<Machine> New(string name)
    {
        var root = Path.Combine(Setting("CHATFLOW_MACHINES"), name);
        Outside("cp", "-a", "--reflink=auto", Setting("CHATFLOW_DEBIAN"), root);
        var machine = new Machine(root);
        await machine.Boot();
        return machine;
    }

    public async Task Boot()
    {
        var start = new ProcessStartInfo("systemd-nspawn", ["--quiet", $"--directory={Root}", "--register=no", "--keep-unit", "--link-journal=no", "--boot"])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
        };
        container = Process.Start(start)!;
        container.OutputDataReceived += (_, line) => Note(line.Data);
        container.ErrorDataReceived += (_, line) => Note(line.Data);
        container.BeginOutputReadLine();
        container.BeginErrorReadLine();
        await Wait("the machine has started", () => FindLeader() && Try("systemctl", "is-system-running").Output.Trim() is "running" or "degraded");
    }

    /// <summary>Off, as by its power button.</summary>
    public void Stop()
    {
        if (container is null || container.HasExited)
            return;
        // What systemd in a container takes for the button.
        Outside("kill", "-s", "RTMIN+4", leader);
        if (!container.WaitForExit(TimeSpan.FromSeconds(60)))
            container.Kill(entireProcessTree: true);
        container.WaitForExit();
        container.Dispose();
        container = null;
    }

    public void Dispose() => Stop();

    /// <summary>Runs a program on the machine, as root; fails the test when the program fails.</summary>
    public string Run(string program, params string[] arguments)
    {
        var (exitCode, output) = Try(program, arguments);
        Assert.That(exitCode, Is.Zero, $"{program} {string.Join(' ', arguments)}\n{output}\n{(exitCode == 0 ? "" : LastWords())}");
        return output;
    }

    public (int ExitCode, string Output) Try(string program, params string[] arguments) =>
        Ended("nsenter", ["--target", leader, "--mount", "--uts", "--ipc", "--pid", "--root", "--wdns=/", "--", "/usr/bin/env", "-i",
            "PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin", "LC_ALL=C.UTF-8", program, .. arguments]);

    /// <summary>The output of a query on the machine's own database.</summary>
    public string Ask(string sql) => Run("runuser", "-u", "postgres", "--", "psql", "-X", "-q", "-A", "-t", "-d", "chatflow", "-c", sql).Trim();

    public string Read(string path) => File.ReadAllText(Inside(path));

    public string Inside(string path) => Path.Combine(Root, path.TrimStart('/'));

    /// <summary>The folders of releases are outside; a machine gets one as an administrator would bring it.</summary>
    public void Bring(string folder, string to) => Outside("cp", "-a", folder, Inside(to));

    public static void Outside(string program, params string[] arguments)
    {
        var (exitCode, output) = Ended(program, arguments);
        if (exitCode != 0)
            throw new InvalidOperationException($"{program} {string.Join(' ', arguments)}\n{output}");
    }

    public static string Setting(string variable) =>
        Environment.GetEnvironmentVariable(variable) ?? throw new InvalidOperationException($"{variable} is not set: run these tests by dotnet run --project build -- test");

    public static async Task Wait(string what, Func<bool> holds)
    {
        var begin = TimeProvider.System.GetTimestamp();
        while (!holds())
        {
            if (TimeProvider.System.GetElapsedTime(begin) > Patience)
                throw new TimeoutException($"Waited {Patience.TotalMinutes:0} minutes until {what}.");
            await Task.Delay(200);
        }
    }

    private static (int ExitCode, string Output) Ended(string program, IEnumerable<string> arguments)
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
        using var process = Process.Start(start)!;
        var errors = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd() + errors.Result;
        process.WaitForExit();
        return (process.ExitCode, output);
    }

    /// <summary>The machine's first process: the child of the container's own.</summary>
    private bool FindLeader()
    {
        if (container!.HasExited)
            throw new InvalidOperationException("systemd-nspawn ended:\n" + LastWords());
        var children = $"/proc/{container.Id}/task/{container.Id}/children";
        var child = File.Exists(children) ? File.ReadAllText(children).Split(' ', StringSplitOptions.RemoveEmptyEntries).FirstOrDefault() : null;
        if (child is null || !int.TryParse(child, NumberStyles.None, CultureInfo.InvariantCulture, out _) || File.ReadAllText($"/proc/{child}/comm").Trim() != "systemd")
            return false;
        leader = child;
        return true;
    }

    private void Note(string? line)
    {
        if (line is null) return;
        lock (console)
            console.Add(line);
    }

    private string LastWords()
    {
        lock (console)
            return string.Join('\n', console.TakeLast(30));
    }
}
