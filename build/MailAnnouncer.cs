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
        var sizes = new Dictionary<string, long>();
        // Looks instead of waiting for file events: those run out in containers. A mail is whole when it has stopped growing.
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(300), session.Clock);
        while (await timer.WaitForNextTickAsync(stop))
            foreach (var file in new DirectoryInfo(folder).EnumerateFiles("*.eml").Where(file => !announced.Contains(file.FullName)).OrderBy(file => file.Name).ToList())
            {
                var stopped = sizes.TryGetValue(file.FullName, out var before) && before == file.Length;
                sizes[file.FullName] = file.Length;
                if (!stopped || await DescribeAsync(file.FullName, stop) is not { } line) continue;
                announced.Add(file.FullName);
                session.Screen.Step(line);
            }
    }

    /// <summary>One line about a mail, or null when it is not one (yet).</summary>
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
