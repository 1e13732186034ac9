using ChatFlow.Domain.Files;

namespace ChatFlow.Domain.Tests.Files;

public class FilenameTests
{
    [TestCase("report.pdf", "report.pdf")]
    [TestCase("../../etc/passwd", "passwd")]
    [TestCase("a\\..\\b.txt", "b.txt")]
    [TestCase(".hidden", ".hidden")]
    [TestCase("..", "file")]
    [TestCase("a.", "a")]
    [TestCase(null, "file")]
    [TestCase("\0\r\n", "file")]
    [TestCase("x\u202Efdp.exe", "xfdp.exe")]
    [TestCase("\u2067می‌روم.txt\u2069", "می‌روم.txt")]
    public void Name_KeepsWhatCanBeSeen_OfItsLastPart(string? given, string tame) => Assert.That(Filename.Tame(given), Is.EqualTo(tame));

    [Test]
    public void Name_ThatIsTooLong_IsCutBetweenCharacters_AndKeepsItsEnding()
    {
        var tame = Filename.Tame(string.Concat(Enumerable.Repeat("😀", 300)) + ".png");
        Assert.That((PlainText.Length(tame), PlainText.IsStorable(tame)), Is.EqualTo((255, true)));
        Assert.That(tame, Does.EndWith("😀.png"));
    }
}
