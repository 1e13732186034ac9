using ChatFlow.Domain.Users;

namespace ChatFlow.Domain.Tests.Users;

public class UsernameTests
{
    [TestCase("Olivia Marsh", "olivia.marsh")]
    [TestCase("Mónica  Ruiz", "monica.ruiz")]
    [TestCase("O'Neill-Łukasz_3", "oneill-lukasz_3")]
    [TestCase("田中", "user")]
    [TestCase("..x..", "user")]
    public void Username_IsMadeFromTheDisplayName(string displayName, string username)
    {
        Assert.That(Username.From(displayName), Is.EqualTo(username));
        Assert.That(Username.IsValid(username), Is.True);
    }

    [Test]
    public void Username_OfALongName_StaysWithinItsLimit_WithANumberToo()
    {
        var username = Username.From(new string('a', 100));
        Assert.Multiple(() =>
        {
            Assert.That(username, Has.Length.EqualTo(Username.MaxLength));
            Assert.That(Username.WithNumber(username, 12), Has.Length.EqualTo(Username.MaxLength).And.EndsWith("a12"));
            Assert.That(Username.WithNumber("milo", 2), Is.EqualTo("milo2"));
        });
    }

    [TestCase("a")]
    [TestCase("Upper")]
    [TestCase("with space")]
    [TestCase("ümlaut")]
    public void Username_OfOtherCharacters_IsNotValid(string username) => Assert.That(Username.IsValid(username), Is.False);
}
