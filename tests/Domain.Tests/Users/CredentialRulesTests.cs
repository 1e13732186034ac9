using ChatFlow.Domain.Users;

namespace ChatFlow.Domain.Tests.Users;

public class CredentialRulesTests
{
    [TestCase("Demo-pass-2025!", "")]
    [TestCase("Straße 7 grün!", "")]
    [TestCase("Ab1!", "min_length")]
    [TestCase("lower-case-1", "uppercase")]
    [TestCase("No-digits-here", "digit")]
    [TestCase("NoSpecial123", "special")]
    [TestCase("No Special 123", "special")]
    [TestCase("Password1!", "common")]
    [TestCase("P@ssw0rd", "common")]
    [TestCase("!!Summer2025??", "common")]
    [TestCase("Qwertyuiop1234567890!", "common")]
    [TestCase("", "min_length,uppercase,digit,special,common")]
    public void Password_IsToldEveryRuleThatItBreaks(string password, string broken) =>
        Assert.That(string.Join(',', PasswordPolicy.Broken(password).Select(rule => rule.Constraint)), Is.EqualTo(broken));

    [TestCase("a@b.co", true)]
    [TestCase("first.last+tag@sub.example.org", true)]
    [TestCase("no-at.example.org", false)]
    [TestCase("two@@example.org", false)]
    [TestCase("a@localhost", false)]
    [TestCase("a b@example.org", false)]
    [TestCase("a@example.org\n", false)]
    [TestCase("\"Name\" <a@example.org>", false)]
    public void Email_IsChecked(string email, bool valid) => Assert.That(EmailAddress.IsValid(email), Is.EqualTo(valid));
}
