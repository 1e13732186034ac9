using ChatFlow.Infrastructure.Search;

namespace ChatFlow.Infrastructure.Tests.Search;

public class SpansTests
{
    [TestCase("0194a", "0194a", "0194a")]
    [TestCase("01948", "0194a", "0194a 01949 01948")]
    [TestCase("01938", "0194a", "0194a 01949 01948 01947 01946 01945 01944 01943 01942 01941 01940 0193", TestName = "short ones until a long one begins")]
    [TestCase("0192f", "01941", "01941 01940 0193f 0193e 0193d 0193c 0193b 0193a 01939 01938 01937 01936 01935 01934 01933 01932 01931 01930 0192", TestName = "some short ones in any case")]
    [TestCase("01936", "0193f", "0193f 0193e 0193d 0193c 0193b 0193a 01939 01938 01937 01936", TestName = "a long one would begin, but is not needed")]
    [TestCase("0194a", "01949", "", TestName = "nothing is there")]
    public void Spans_CoverEverything_FromTheNewestOn(string oldest, string newest, string expected) =>
        Assert.That(string.Join(' ', Spans.Between(First(oldest), First(newest))), Is.EqualTo(expected));

    private static Guid First(string digits) => new($"{digits}000-0000-7000-8000-000000000000");
}
