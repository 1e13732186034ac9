using System.Text.RegularExpressions;
using MimeKit;

namespace ChatFlow.Build;

/// <summary>Says on the console when a mail arrives in the mail folder, with its first link: whoever registers on a local run needs it.</summary>
internal sealed partial class MailAnnouncer(string folder, Session session)
{
    /// <summary>Ends only by cancellation.</summary>
    public async Task WatchAsync(CancellationToken stop)
    {
        var announced = Directory.EnumerateFiles(folder, "*.eml").ToHashSet();
        // Looks instead of waiting for file events: those come before a mail is whole, and run out in containers.
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(500), session.Clock);
        while (await timer.WaitForNextTickAsync(stop))
            foreach (var file in Directory.EnumerateFiles(folder, "*.eml").Where(file => !announced.Contains(file)).Order(StringComparer.Ordinal).ToList())
                if (await DescribeAsync(file, stop) is { } line)
                {
                    announced.Add(file);
                    session.Screen.Step(line);
                }
    }

    /// <summary>One line about a mail, or null while it is still being written.</summary>
    public static async Task<string?> DescribeAsync(string file, CancellationToken stop)
    {
        try
        {
            using var mail = await MimeMessage.LoadAsync(file, stop);
            var body = mail.TextBody ?? mail.HtmlBody;
            if (body is null || mail.To.Count == 0) return null;
            var link = FirstLink().Match(body);
            return $"Mail to {string.Join(", ", mail.To.Mailboxes.Select(to => to.Address))}: {(link.Success ? link.Value : mail.Subject)}";
        }
        catch (Exception unfinished) when (unfinished is FormatException or IOException)
        {
            return null;
        }
    }

    [GeneratedRegex("""https?://[^\s"'<>]+""")]
    private static partial Regex FirstLink();
}
