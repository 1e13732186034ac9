using ChatFlow.Domain.Messages;

namespace ChatFlow.Domain.Tests.Messages;

public class MentionsTests
{
    [TestCase("@milo", "milo")]
    [TestCase("@MiLo", "milo")]
    [TestCase("hi @milo and @anna", "milo anna")]
    [TestCase("@milo @MILO", "milo")]
    [TestCase("@milo.tanaka-2_x", "milo.tanaka-2_x")]
    [TestCase("ask @milo.", "milo. milo")]
    [TestCase("@milo-.", "milo-. milo- milo")]
    [TestCase("(@milo) \"@anna\", '@bob'!", "milo anna bob")]
    [TestCase("**@milo** ~~@anna~~ [@bob](https://a.example)", "milo anna bob")]
    [TestCase("_@milo_", "milo_ milo")]
    [TestCase("@milo's @anna’s", "milo anna")]
    [TestCase("@milo/@anna,@bob", "milo anna bob")]
    [TestCase("cc:@milo", "milo")]
    [TestCase("👋@milo👋", "milo")]
    [TestCase("请@milo看一下", "milo")]
    [TestCase("و@milo", "milo")]
    [TestCase("\\\\@milo", "milo")]
    [TestCase("# @milo\n> @anna\n- @bob\n  1. @eve", "milo anna bob eve")]
    [TestCase("@12345678901234567890123456789012", "12345678901234567890123456789012")]
    [TestCase("", "")]
    [TestCase("@", "")]
    [TestCase("@a", "")]
    [TestCase("@123456789012345678901234567890123", "")]
    [TestCase("@ milo", "")]
    [TestCase("\\@milo", "")]
    [TestCase("&#64;milo", "")]
    [TestCase("@mílo", "")]
    [TestCase("@miloé", "")]
    [TestCase("\uFF20milo", "")]
    public void Names_AreFound(string content, string candidates) => Finds(content, candidates);

    [TestCase("a@b.com")]
    [TestCase("first.last+tag@b.com")]
    [TestCase("foo_@b.com a-@b.com A1.@b.com")]
    [TestCase("é@b.com")]
    [TestCase("<milo@b.com> mailto:milo@b.com mailto:@milo")]
    [TestCase("https://user@b.com https://user:@b.com")]
    [TestCase("https://b.com/@milo?x=@anna#@bob")]
    [TestCase("[x](https://b.com/@milo)")]
    [TestCase("www.b.com/@milo b.com/@milo")]
    [TestCase("@milo@social.example")]
    [TestCase("a@b@milo")]
    public void Addresses_MentionNobody(string content) => Finds(content, "");

    [TestCase("`@milo`", "")]
    [TestCase("`` `@milo` ``", "")]
    [TestCase("`a` @milo `b`", "milo")]
    [TestCase("`a\n@milo`", "")]
    [TestCase("`a\n\n@milo`", "milo")]
    [TestCase("``@milo`", "milo")]
    [TestCase("`@milo``", "milo")]
    [TestCase("\\`@milo\\`", "milo")]
    [TestCase("`a\\`@milo`", "milo")]
    [TestCase("```\n@milo\n```\n@anna", "anna")]
    [TestCase("```@milo\nx\n```", "")]
    [TestCase("````\n```\n@milo\n````", "")]
    [TestCase("```\n~~~\n@milo\n``` x\n@anna", "")]
    [TestCase("~~~ `x`\n@milo\n~~~~\n@anna", "anna")]
    [TestCase("   ```\n@milo\n   ```  \n@anna", "anna")]
    [TestCase("```\n@milo\n    ```\n@anna", "")]
    [TestCase("x\n```\n@milo", "")]
    [TestCase("``` a`b\n@milo", "milo")]
    [TestCase("    @milo", "")]
    [TestCase("\t@milo", "")]
    [TestCase("x\n    @milo", "milo")]
    [TestCase("x\n\n    @milo\n\n    @anna\n@bob", "bob")]
    [TestCase("# x\n    @milo", "")]
    [TestCase("x\n---\n    @milo", "")]
    [TestCase("> ```\n> @milo\n@anna", "anna")]
    [TestCase(">     @milo\n> @anna", "anna")]
    [TestCase("> x\n    @milo", "milo")]
    [TestCase("- x\n\n    @milo", "milo")]
    [TestCase("- x\n\n      @milo", "")]
    [TestCase("-     @milo\n- @anna", "anna")]
    [TestCase("1. ```\n   @milo\n   ```\n   @anna", "anna")]
    [TestCase("- ```\n  @milo\n\n  @anna\n@bob", "bob")]
    [TestCase("* * *\n    @milo", "")]
    [TestCase("x\r\n```\r\n@milo\r\n```\r\n@anna", "anna")]
    public void Code_MentionsNobody(string content, string candidates) => Finds(content, candidates);

    [TestCase("@channel", true, false)]
    [TestCase("hello @Here.", false, true)]
    [TestCase("@HERE @channel!", true, true)]
    [TestCase("`@here` \\@channel me@here", false, false)]
    [TestCase("@channels @here-now", false, false)]
    public void Everybody_IsCalled(string content, bool channel, bool here)
    {
        var mentions = Mentions.In(content);
        Assert.That((mentions.Channel, mentions.Here), Is.EqualTo((channel, here)));
        Assert.That(Candidates(mentions), Has.None.EqualTo("channel").And.None.EqualTo("here"));
    }

    [Test]
    public void EachCall_MayMeanSeveralNames_TheLongestFirst() => Assert.That(
        Mentions.In("@milo. @bob.. @nobody").Calls, Is.EqualTo(new[] { new[] { "milo.", "milo" }, ["bob..", "bob.", "bob"], ["nobody"] }));

    [Test]
    public void Candidates_AreBounded() => Assert.Multiple(() =>
    {
        Assert.That(Candidates(Mentions.In(string.Join(' ', Enumerable.Range(0, 600).Select(i => $"@u{i:D3}")))), Has.Count.EqualTo(Mentions.MaxCandidates).And.Contains("u000"));
        Assert.That(Candidates(Mentions.In("@" + new string('.', 3999))), Has.Count.LessThanOrEqualTo(Mentions.MaxCandidates));
        Assert.That(Candidates(Mentions.In("@milo" + new string('-', 3000))), Has.Member("milo"));
    });

    [TestCase("@")]
    [TestCase("@a")]
    [TestCase("@@")]
    [TestCase("`@")]
    [TestCase("> ")]
    [TestCase("- ")]
    [TestCase("- \n")]
    [TestCase("@.")]
    [TestCase("a.@b/")]
    [TestCase("*")]
    public void Pathological_Ends(string repeated) =>
        Assert.That(Candidates(Mentions.In(string.Concat(Enumerable.Repeat(repeated, 4000 / repeated.Length)) + "\n\n\n@")), Has.Count.LessThanOrEqualTo(50));

    private static HashSet<string> Candidates(Mentions mentions) => mentions.Calls.SelectMany(call => call).ToHashSet();

    private static void Finds(string content, string candidates) =>
        Assert.That(Candidates(Mentions.In(content)), Is.EquivalentTo(candidates.Split(' ', StringSplitOptions.RemoveEmptyEntries)));
}
