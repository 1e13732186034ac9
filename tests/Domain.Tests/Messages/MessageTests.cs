using ChatFlow.Domain.Messages;

namespace ChatFlow.Domain.Tests.Messages;

public class MessageTests
{
    [TestCase("hello")]
    [TestCase("a < b && c")]
    [TestCase("  indented code")]
    [TestCase("مرحبا")]
    [TestCase("👨‍👩‍👧‍👦")]
    public void Content_ThatPeopleType_IsFine(string content) => Assert.That(Message.Flaw(content), Is.Null);

    [TestCase("", "required")]
    [TestCase(" \t\r\n\u00a0", "required")]
    [TestCase("a\0b", "encoding")]
    public void Content_ThatCannotBeKept_IsRefused(string content, string constraint) =>
        Assert.That(Message.Flaw(content)?.Constraint, Is.EqualTo(constraint));

    [Test]
    public void Content_WithHalfASurrogatePair_IsRefused([Values(0, 1, 2)] int which)
    {
        // Not as test cases: attributes are stored as UTF-8, which is just what such text does not have.
        var content = new[] { "a\ud800b", "a\udc00", "\udc00\ud800" }[which];
        Assert.That(Message.Flaw(content)?.Constraint, Is.EqualTo("encoding"));
    }

    [Test]
    public void Content_IsMeasuredInCodePoints()
    {
        Assert.Multiple(() =>
        {
            Assert.That(Message.Flaw(string.Concat(Enumerable.Repeat("😀", 4000))), Is.Null);
            Assert.That(Message.Flaw(new string('x', 4001))?.Constraint, Is.EqualTo("max_length"));
            Assert.That(Message.Flaw(string.Concat(Enumerable.Repeat("😀", 4001)))?.Constraint, Is.EqualTo("max_length"));
        });
    }
}
