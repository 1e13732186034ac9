using System.Text;
using ChatFlow.Domain;
using ChatFlow.Infrastructure.Mail;
using MimeKit;

namespace ChatFlow.Infrastructure.Tests.Mail;

public class MimeMailTests
{
    private static readonly Application.Mail.Mail Mail = new(
        TimeProvider.System.NewId(), "milo@example.org", "Grüße", "Text", "<p>Html</p>", "https://chat/", TimeProvider.System.Now());

    [Test]
    public void Mail_AtASecondAttempt_HasTheSameMessageIdAndDate()
    {
        using var first = MimeMail.Of(Mail, "ChatFlow <chat@example.org>");
        using var second = MimeMail.Of(Mail, "ChatFlow <chat@example.org>");
        Assert.That(second.MessageId, Is.EqualTo(first.MessageId).And.EqualTo($"{Mail.Id}@example.org"));
        Assert.That(second.Date, Is.EqualTo(first.Date));
    }

    [Test]
    public void Mail_HasTextAndHtmlAsAlternatives_TheBetterOneLast()
    {
        using var message = MimeMail.Of(Mail, "ChatFlow <chat@example.org>");
        var body = (MultipartAlternative)message.Body!;
        Assert.That(body.Select(part => part.ContentType.MimeType), Is.EqualTo(new[] { "text/plain", "text/html" }));
    }

    // The texts put subjects on one line already; this is what holds if one day somebody builds a mail without them.
    [Test]
    public void Subject_WithLineBreaks_AddsNoHeader()
    {
        using var message = MimeMail.Of(Mail with { Subject = "Hi\r\nBcc: eve@example.org\r\n\r\nbody" }, "ChatFlow <chat@example.org>");
        using var written = new MemoryStream();
        message.WriteTo(written);
        using var read = MimeMessage.Load(new MemoryStream(written.ToArray()));
        Assert.That(read.Bcc, Is.Empty, Encoding.UTF8.GetString(written.ToArray()));
        Assert.That(read.Headers.Contains("Bcc"), Is.False);
    }
}
