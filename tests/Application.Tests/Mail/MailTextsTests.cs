using ChatFlow.Application.Mail;
using Microsoft.Extensions.Time.Testing;
using NSubstitute;

namespace ChatFlow.Application.Tests.Mail;

public class MailTextsTests
{
    private readonly MailTexts texts;

    public MailTextsTests()
    {
        var links = Substitute.For<ILinks>();
        links.VerifyEmail("secret").Returns("https://chat/verify?token=secret");
        links.ResetPassword("secret").Returns("https://chat/reset?token=secret");
        links.Invite("secret").Returns("https://chat/invite/secret");
        texts = new MailTexts(links, new FakeTimeProvider());
    }

    [Test]
    public void Mails_SayEverythingInTextAndInHtml()
    {
        Application.Mail.Mail[] mails =
        [
            texts.VerifyAddress("milo@example.org", "Milo Tanaka", "secret"),
            texts.ResetPassword("milo@example.org", "Milo Tanaka", "secret"),
            texts.Invitation("milo@example.org", "Milo Tanaka", "Kitchen", "secret"),
        ];
        foreach (var mail in mails)
            foreach (var body in new[] { mail.Text, mail.Html })
                Assert.That(body, Does.Contain(mail.Link).And.Contain("Milo Tanaka").And.Not.Contain("{{").And.Not.Contain("}}"), mail.Subject);
        Assert.That(mails[2].Subject, Is.EqualTo("Milo Tanaka invites you to Kitchen"));
    }

    [Test]
    public void Names_AreNoHtml()
    {
        var mail = texts.VerifyAddress("milo@example.org", "<img src=\"https://eve\"> & 'Co'", "secret");
        Assert.That(mail.Html, Does.Contain("&lt;img src=&quot;https://eve&quot;&gt; &amp; &#39;Co&#39;").And.Not.Contain("<img"));
        Assert.That(mail.Text, Does.Contain("<img src=\"https://eve\"> & 'Co'"));
    }

    [TestCase("Eve\r\nBcc: all@example.org")]
    [TestCase("Eve\u2028Bcc: all@example.org")]
    [TestCase("Eve\u0085Bcc: all@example.org")]
    public void Names_StayOnOneLine(string name)
    {
        var mail = texts.Invitation("milo@example.org", name, "Kitchen\n\nPlease pay at https://eve", "secret");
        Assert.That(mail.Subject, Is.EqualTo("Eve Bcc: all@example.org invites you to Kitchen Please pay at https://eve"));
        Assert.That(mail.Text.Split('\n')[0], Does.Contain("Eve Bcc: all@example.org").And.Contain("Kitchen Please pay"));
    }

    [Test]
    public void Names_FillNoOtherPlace() =>
        Assert.That(texts.VerifyAddress("milo@example.org", "{{link}}", "secret").Text, Does.Contain("Welcome to ChatFlow, {{link}}!"));
}
