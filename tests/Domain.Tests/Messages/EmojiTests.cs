using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using ChatFlow.Domain.Messages;

namespace ChatFlow.Domain.Tests.Messages;

public class EmojiTests
{
    private const string Picture = "\uFE0F";

    private static readonly string[] All = ReadAll();

    [Test]
    public void List_IsThatOfUnicode17()
    {
        var hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', All))));
        Assert.Multiple(() =>
        {
            Assert.That(All, Has.Length.EqualTo(3944).And.Unique);
            Assert.That(hash, Is.EqualTo("51aab2f0063082e67952504c8dfd6d4516199df50c034504e209513faabc4aeb"));
        });
    }

    [Test]
    public void EveryEmoji_IsOne_AndItsOwnSpelling() => Assert.Multiple(() =>
    {
        Assert.That(All.Where(emoji => Emoji.Normalise(emoji) != emoji), Is.Empty);
        Assert.That(All.Where(emoji => emoji.EnumerateRunes().Count() > Emoji.MaxLength), Is.Empty);
        Assert.That(All.Where(emoji => StringInfo.GetNextTextElementLength(emoji) != emoji.Length), Is.Empty);
    });

    [Test]
    public void EveryEmoji_WithoutItsVariationSelectors_IsTheSameOne() =>
        Assert.That(All.Where(emoji => Emoji.Normalise(emoji.Replace(Picture, "")) != emoji), Is.Empty);

    [Test]
    public void TwoEmoji_AreNotOne() =>
        Assert.That(All.Zip(All.Skip(1).Append(All[0]), string.Concat).Concat(All.Select(emoji => emoji + emoji)).Where(Emoji.IsSingle), Is.Empty);

    [TestCase("❤", "❤\uFE0F", TestName = "a heart as text")]
    [TestCase("👍\uFE0F", "👍", TestName = "a selector where none is needed")]
    [TestCase("👍🏽\uFE0F", "👍🏽", TestName = "a selector behind a skin tone")]
    [TestCase("1\u20E3", "1\uFE0F\u20E3", TestName = "a keycap without a selector")]
    [TestCase("👩\u200D❤\u200D👩", "👩\u200D❤\uFE0F\u200D👩", TestName = "a couple without a selector")]
    [TestCase("🏳\u200D🌈", "🏳\uFE0F\u200D🌈", TestName = "a rainbow flag without a selector")]
    [TestCase("👨\u200D👩\u200D👧\u200D👦", "👨\u200D👩\u200D👧\u200D👦", TestName = "a family")]
    [TestCase("👩🏻\u200D❤\uFE0F\u200D💋\u200D👨🏿", "👩🏻\u200D❤\uFE0F\u200D💋\u200D👨🏿", TestName = "the longest")]
    [TestCase("🇯🇵", "🇯🇵", TestName = "a country's flag")]
    [TestCase("🏴\U000E0067\U000E0062\U000E0065\U000E006E\U000E0067\U000E007F", "🏴\U000E0067\U000E0062\U000E0065\U000E006E\U000E0067\U000E007F", TestName = "England's flag")]
    [TestCase("\U0001FAEA", "\U0001FAEA", TestName = "an emoji of Unicode 17")]
    public void Spellings_OfOneEmoji_AreOne(string typed, string spelling) => Assert.That(Emoji.Normalise(typed), Is.EqualTo(spelling));

    [TestCase("", TestName = "nothing")]
    [TestCase("a", TestName = "a letter")]
    [TestCase("1", TestName = "a digit")]
    [TestCase("#", TestName = "a number sign")]
    [TestCase("1\uFE0F", TestName = "a digit with a selector")]
    [TestCase("12\u20E3", TestName = "a keycap of two digits")]
    [TestCase("漢", TestName = "a Chinese character")]
    [TestCase(":smile:", TestName = "a name")]
    [TestCase("👍 ", TestName = "a space behind")]
    [TestCase(" 👍", TestName = "a space before")]
    [TestCase("👍👍", TestName = "two")]
    [TestCase("👍a", TestName = "an emoji and a letter")]
    [TestCase("❤\uFE0E", TestName = "a heart that asks to be text")]
    [TestCase("\uFE0F", TestName = "a selector alone")]
    [TestCase("\uFE0F👍", TestName = "a selector before")]
    [TestCase("❤\uFE0F\uFE0F", TestName = "two selectors")]
    [TestCase("\u200D", TestName = "a joiner alone")]
    [TestCase("👍\u200D", TestName = "a joiner behind")]
    [TestCase("👍\u200D👍", TestName = "a join that is no emoji")]
    [TestCase("👩\u200D\uFE0F❤\uFE0F\u200D👩", TestName = "a selector behind a joiner")]
    [TestCase("🏽", TestName = "a skin tone alone")]
    [TestCase("🐕🏽", TestName = "a skin tone on what has none")]
    [TestCase("👍🏽🏽", TestName = "two skin tones")]
    [TestCase("🇯", TestName = "half a flag")]
    [TestCase("🇽🇽", TestName = "a flag of no country")]
    [TestCase("🇯🇵🇯", TestName = "a flag and a half")]
    [TestCase("🏴\U000E0067\U000E0062", TestName = "an unfinished flag")]
    [TestCase("\U000E0067", TestName = "a tag alone")]
    [TestCase("→", TestName = "an arrow that is text")]
    [TestCase("★", TestName = "a star that is text")]
    [TestCase("<b>", TestName = "markup")]
    [TestCase("\0", TestName = "NUL")]
    [TestCase("👨\u200D👩\u200D👧\u200D👦\u200D👨\u200D👩\u200D👧\u200D👦\u200D👦", TestName = "a joined crowd of 17")]
    public void AnythingElse_IsRefused(string text) => Assert.That(Emoji.IsSingle(text), Is.False);

    [Test]
    public void HalfASurrogatePair_IsRefused() => Assert.Multiple(() =>
    {
        Assert.That(Emoji.IsSingle("👍"[..1]), Is.False);
        Assert.That(Emoji.IsSingle("👍"[1..]), Is.False);
        Assert.That(Emoji.IsSingle("👍" + "👍"[..1]), Is.False);
        Assert.That(Emoji.IsSingle(new string("👍"[0], 100_000)), Is.False);
    });

    private static string[] ReadAll()
    {
        using var stream = typeof(Emoji).Assembly.GetManifestResourceStream("ChatFlow.Domain.Messages.emoji.txt")!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd().Split([' ', '\n'], StringSplitOptions.RemoveEmptyEntries);
    }
}
