namespace ChatFlow.Build.Tests;

public sealed class MailAnnouncerTests
{
    private string _file = "";

    [SetUp]
    public void NameFile() => _file = Path.GetTempFileName();

    [TearDown]
    public void RemoveFile() => File.Delete(_file);

    [Test]
    public async Task Mail_IsAnnouncedWithRecipientAndItsWholeFirstLink()
    {
        // A link in quoted-printable is broken over lines and its = is written =3D.
        await File.WriteAllTextAsync(_file, "From: ChatFlow <no-reply@demo.test>\r\nTo: New Member <new@demo.test>\r\nSubject: Verify\r\n"
            + "Content-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n"
            + "Hello,\r\nhttp://localhost:8282/verify?token=3Dabc=\r\ndef and http://localhost:8282/help\r\n");

        Assert.That(await MailAnnouncer.DescribeAsync(_file, CancellationToken.None), Is.EqualTo("Mail to new@demo.test: http://localhost:8282/verify?token=abcdef"));
    }

    [Test]
    public async Task Mail_WhileItIsStillEmpty_IsNotAnnounced() =>
        Assert.That(await MailAnnouncer.DescribeAsync(_file, CancellationToken.None), Is.Null);
}
