using ChatFlow.Infrastructure.Messages;

namespace ChatFlow.Infrastructure.Tests.Messages;

public class RenderingTests
{
    private const string Rel = "rel=\"noopener noreferrer nofollow\"";

    private readonly MessageRenderer renderer = new();

    [TestCase("a < b && c", "<p>a &lt; b &amp;&amp; c</p>")]
    [TestCase("**b** _i_ ~~s~~ `c`", "<p><strong>b</strong> <em>i</em> <del>s</del> <code>c</code></p>")]
    [TestCase("one\ntwo\n\nthree", "<p>one<br>\ntwo</p>\n<p>three</p>")]
    [TestCase("مرحبا **بكم**", "<p>مرحبا <strong>بكم</strong></p>")]
    [TestCase("漢字 と 😀", "<p>漢字 と 😀</p>")]
    [TestCase("👨‍👩‍👧‍👦 🏴󠁧󠁢󠁥󠁮󠁧󠁿 ❤️", "<p>👨‍👩‍👧‍👦 🏴󠁧󠁢󠁥󠁮󠁧󠁿 ❤️</p>")]
    [TestCase("`<b>&amp;</b>`", "<p><code>&lt;b&gt;&amp;amp;&lt;/b&gt;</code></p>")]
    [TestCase("```html\n<script>x</script>\n```", "<pre><code class=\"language-html\">&lt;script&gt;x&lt;/script&gt;\n</code></pre>")]
    [TestCase("```c#\nx\n```", "<pre><code class=\"language-c#\">x\n</code></pre>")]
    [TestCase("```x\" y\nx\n```", "<pre><code>x\n</code></pre>")]
    [TestCase("# h\n> q\n\n---", "<h1>h</h1>\n<blockquote>\n<p>q</p>\n</blockquote>\n<hr>")]
    [TestCase("- a\n  - b", "<ul>\n<li>a\n<ul>\n<li>b</li>\n</ul>\n</li>\n</ul>")]
    [TestCase("3. x\n4. y", "<ol start=\"3\">\n<li>x</li>\n<li>y</li>\n</ol>")]
    [TestCase("[x](https://a.example/?b=1&c=2 \"t\")", "<p><a href=\"https://a.example/?b=1&amp;c=2\" " + Rel + ">x</a></p>")]
    [TestCase("see https://a.example/b, or www.a.example.", "<p>see <a href=\"https://a.example/b\" " + Rel + ">https://a.example/b</a>, or <a href=\"https://www.a.example\" " + Rel + ">www.a.example</a>.</p>")]
    [TestCase("<milo@a.example>", "<p><a href=\"mailto:milo@a.example\" " + Rel + ">milo@a.example</a></p>")]
    [TestCase("[x](javascript:alert(1)) [y](/api)", "<p>x y</p>")]
    [TestCase("![cat](https://a.example/c.png)", "<p><a href=\"https://a.example/c.png\" " + Rel + ">cat</a></p>")]
    [TestCase("![](https://a.example/c.png)", "<p><a href=\"https://a.example/c.png\" " + Rel + ">https://a.example/c.png</a></p>")]
    [TestCase("[![cat](https://a.example/c.png)](https://b.example)", "<p><a href=\"https://b.example\" " + Rel + ">cat</a></p>")]
    [TestCase("|a|\n|-|\n|b|", "<p>|a|<br>\n|-|<br>\n|b|</p>")]
    [TestCase("[a]: https://a.example", "<p>[a]: https://a.example</p>")]
    public void Markdown_IsRendered(string source, string html) => Assert.That(renderer.ToHtml(source), Is.EqualTo(html));

    // Work is counted by what comes out: nothing makes megabytes, hangs or overflows the stack out of 4000 characters.
    [TestCase(">")]
    [TestCase("> ")]
    [TestCase("- ")]
    [TestCase("1. ")]
    [TestCase("*")]
    [TestCase("a*")]
    [TestCase("*a **b ")]
    [TestCase("_a __b ~~c ")]
    [TestCase("**a*")]
    [TestCase("[")]
    [TestCase("![")]
    [TestCase("[a](")]
    [TestCase("[](")]
    [TestCase("![a](b \"")]
    [TestCase("](")]
    [TestCase("<")]
    [TestCase("<a@")]
    [TestCase("&")]
    [TestCase("\"")]
    [TestCase("\\")]
    [TestCase("`a ``b ")]
    [TestCase("```\n")]
    [TestCase("#\n")]
    [TestCase("- a\n")]
    [TestCase("[a]: b\n")]
    [TestCase("www.")]
    [TestCase("www.a.bc\n")]
    [TestCase("http://a ")]
    [TestCase("👍")]
    public void Pathological_StaysSmall(string repeated)
    {
        var content = string.Concat(Enumerable.Repeat(repeated, 4000 / repeated.Length));
        Assert.That(renderer.ToHtml(content), Has.Length.InRange(1, 16 * content.Length));
    }

    [Test]
    public void DeepNesting_IsShownAsTyped() => Assert.Multiple(() =>
    {
        Assert.That(renderer.ToHtml(new string('>', 10) + "x"), Does.StartWith("<blockquote>"));
        Assert.That(renderer.ToHtml(new string('>', 3000) + "\nx"), Is.EqualTo("<p>" + string.Concat(Enumerable.Repeat("&gt;", 3000)) + "<br>\nx</p>"));
    });

    [Test]
    public void OneDefinition_UsedManyTimes_DoesNotGrow()
    {
        var address = "https://a.example/" + new string('漢', 1900);
        Assert.Multiple(() =>
        {
            Assert.That(renderer.ToHtml($"{string.Concat(Enumerable.Repeat("[a]", 600))}\n\n[a]: {address}"), Has.Length.LessThan(20_000));
            Assert.That(renderer.ToHtml($"[a]\n\n[a]: {address}"), Does.Contain("<a href"));
        });
    }

    [Test]
    public void ManyThreads_ShareOne() => Parallel.For(0, 200, i =>
        Assert.That(renderer.ToHtml($"**{i}** [x](https://a.example/{i})"), Is.EqualTo($"<p><strong>{i}</strong> <a href=\"https://a.example/{i}\" {Rel}>x</a></p>")));
}
