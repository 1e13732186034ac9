using Spectre.Console;

namespace ChatFlow.Load;

/// <summary>The console: lines, so that a log reads like a terminal, and tables.</summary>
internal static class Screen
{
    public static void Line(string text) => Console.Out.WriteLine(text);

    /// <param name="columns">The first is text, the others are numbers.</param>
    public static void Show(string title, string[] columns, IEnumerable<string[]> rows)
    {
        var table = new Table { Border = TableBorder.Markdown };
        foreach (var (n, column) in columns.Index())
            table.AddColumn(new TableColumn(column) { Alignment = n == 0 ? Justify.Left : Justify.Right, NoWrap = true });
        foreach (var row in rows)
            table.AddRow(Array.ConvertAll(row, Markup.Escape));
        Line("");
        Line(title);
        Line("");
        var wide = AnsiConsole.Create(new AnsiConsoleSettings { Ansi = AnsiSupport.No });
        wide.Profile.Width = 200;
        wide.Write(table);
    }
}
