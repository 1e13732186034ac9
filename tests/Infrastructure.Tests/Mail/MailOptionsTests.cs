using ChatFlow.Infrastructure.Mail;
using ChatFlow.Infrastructure.Settings;

namespace ChatFlow.Infrastructure.Tests.Mail;

public class MailOptionsTests
{
    [Test]
    public void Mail_WithNoWayOutOrWithTwo_DoesNotStart_AndTheMessageNamesTheKeys()
    {
        var none = new MailOptions();
        var both = new MailOptions { PickupDirectory = "/mail", From = "chat@example.org", Smtp = { Host = "mail.example.org" } };
        Assert.That(Mistakes(none), Does.Contain("Mail__Smtp__Host").And.Contain("Mail__PickupDirectory"));
        Assert.That(Mistakes(both), Does.Contain("Mail__Smtp__Host").And.Contain("Mail__PickupDirectory"));
    }

    [Test]
    public void Mail_WithOneWayOut_Starts()
    {
        Assert.That(Mistakes(new MailOptions { PickupDirectory = "/mail" }), Is.Null);
        Assert.That(Mistakes(new MailOptions { From = "ChatFlow <chat@example.org>", Smtp = { Host = "mail.example.org" } }), Is.Null);
    }

    [Test]
    public void Smtp_WithoutASender_DoesNotStart() =>
        Assert.That(Mistakes(new MailOptions { Smtp = { Host = "mail.example.org" } }), Does.Contain("Mail__From"));

    [Test]
    public void Smtp_WithoutAPasswordForItsUser_DoesNotStart() => Assert.That(
        Mistakes(new MailOptions { From = "chat@example.org", Smtp = { Host = "mail.example.org", User = "apikey" } }), Does.Contain("Mail__Smtp__Password"));

    [Test]
    public void Smtp_WithASenderThatIsNone_DoesNotStart() => Assert.That(
        Mistakes(new MailOptions { From = "not an address", Smtp = { Host = "mail.example.org" } }), Does.StartWith("Mail__From"));

    [TestCase(0, 30, "Mail__Smtp__Port")]
    [TestCase(65536, 30, "Mail__Smtp__Port")]
    [TestCase(587, 0, "Mail__Smtp__TimeoutSeconds")]
    [TestCase(587, 301, "Mail__Smtp__TimeoutSeconds")]
    public void Smtp_WithANumberThatCannotBe_DoesNotStart(int port, int timeout, string key) => Assert.That(
        SettingsCheck<MailOptions>.Wrong("Mail", new MailOptions { Smtp = { Port = port, TimeoutSeconds = timeout } }).Single(), Does.StartWith(key + " has to be between 1 and "));

    private static string? Mistakes(MailOptions options) => new MailOptionsValidation().Validate(null, options).FailureMessage;
}
