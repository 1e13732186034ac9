using Spectre.Console;

namespace ChatFlow.Build;

/// <summary>
/// The console: one line a step with the seconds since the start. No spinners, so that a CI log reads like a terminal;
/// Spectre leaves colours out by itself where there is no terminal.
/// </summary>
internal sealed class Screen(TimeProvider clock)
{
    private readonly long _start = clock.GetTimestamp();
    private readonly Lock _oneLineAtATime = new();

    public void Step(string text) => Write("grey", text);

    public void Warning(string text) => Write("yellow", text);

    public void Failure(string text)
    {
        lock (_oneLineAtATime)
        {
            AnsiConsole.Markup("[red]Failed:[/] ");
            Console.Out.WriteLine(text);
        }
    }

    public void Headline(string text)
    {
        lock (_oneLineAtATime)
        {
            Console.Out.WriteLine();
            AnsiConsole.Markup($"[bold]{Markup.Escape(text)}[/]");
            Console.Out.WriteLine();
        }
    }

    /// <summary>Text as it is, without time: logins, connection strings, results.</summary>
    public void Line(string text = "")
    {
        lock (_oneLineAtATime) Console.Out.WriteLine(text);
    }

    private void Write(string colour, string text)
    {
        var seconds = clock.GetElapsedTime(_start).TotalSeconds;
        lock (_oneLineAtATime)
        {
            AnsiConsole.Markup($"[{colour}]{seconds,6:0.0} s[/]  ");
            // Not through Spectre: it would break long lines at 80 columns where there is no terminal.
            Console.Out.WriteLine(text);
        }
    }
}
