using ChatFlow.Infrastructure.Search;

namespace ChatFlow.Infrastructure.Tests.Search;

public class SpansTests
{
    [TestCase("0194a", "0194a", "0194a")]
    [TestCase("01948", "0194a", "0194a 01949 01948")]
    [TestCase("01918", "0194f", "0194f 0194e 0194d 0194c 0194b 0194a 01949 01948 01947 01946 01945 01944 01943 01942 01941 01940 0193 0192 0191", TestName = "short ones until a long one begins")]
    [TestCase("0192f", "01941", "01941 01940 0193f 0193e 0193d 0193c 0193b 0193a 01939 01938 01937 01936 01935 01934 01933 01932 01931 01930 0192", TestName = "some short ones in any case")]
    [TestCase("01936", "0193f", "0193f 0193e 0193d 0193c 0193b 0193a 01939 01938 01937 01936", TestName = "a long one would begin, but is not needed")]
    public void Spans_CoverEverything_FromTheNewestOn(string oldest, string newest, string expected) =>
        Assert.That(Between(oldest, newest, "01000", "01000"), Is.EqualTo(expected));

    [TestCase("01949", "0194a", "0194a 01949", TestName = "known, and made since")]
    [TestCase("0194b", "0194c", "0194c 0194b 01949", TestName = "nothing was made for long, and then something")]
    [TestCase("01947", "01948", "01949", TestName = "ids of the future")]
    public void WhatWasMadeSince_ComesFirst(string since, string now, string expected) =>
        Assert.That(Between("01949", "01949", since, now), Is.EqualTo(expected));

    private static string Between(string oldest, string newest, string since, string now) => string.Join(' ', Spans.Between(First(oldest), First(newest), Time(since), Time(now)));

    private static Guid First(string digits) => new($"{digits}000-0000-7000-8000-000000000000");

    private static DateTimeOffset Time(string digits) => DateTimeOffset.FromUnixTimeMilliseconds((long)Convert.ToInt32(digits, 16) << 28);
}
