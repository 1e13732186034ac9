using System.Collections.Concurrent;
using MimeKit;

namespace ChatFlow.WebApi.Tests;

/// <summary>The pickup folder of a server. Mails are sent after the answer to what caused them, so they are waited for.</summary>
internal sealed class MailFolder : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    // Read once, by one thread: a MimeMessage parses its headers when they are first asked for.
    private readonly ConcurrentDictionary<string, Lazy<(string[] To, MimeMessage Mail)>> mails = new();

    public string Path { get; } = Directory.CreateTempSubdirectory("chatflow-mail-").FullName;

    /// <summary>The mail that came to this address as the n-th.</summary>
    public async Task<MimeMessage> To(string email, int number = 1)
    {
        using var late = new CancellationTokenSource(Patience);
        while (true)
        {
            if (AllTo(email) is var found && found.Count >= number)
                return found[number - 1];
            await Task.Delay(10, late.Token);
        }
    }

    /// <summary>What is there by now, in the order in which it was queued: the files are named by time.</summary>
    public IReadOnlyList<MimeMessage> AllTo(string email) => Directory.EnumerateFiles(Path, "*.eml").Order()
        .Select(file => mails.GetOrAdd(file, path => new(() => Read(path))).Value)
        .Where(found => found.To.Contains(email)).Select(found => found.Mail).ToList();

    public void Dispose()
    {
        foreach (var mail in mails.Values)
            mail.Value.Mail.Dispose();
        Directory.Delete(Path, recursive: true);
    }

    private static (string[] To, MimeMessage Mail) Read(string path)
    {
        var mail = MimeMessage.Load(path);
        return ([.. mail.To.Mailboxes.Select(to => to.Address)], mail);
    }
}
