using System.Text.Json;
using ChatFlow.Domain.Permissions;
using CsCheck;

namespace ChatFlow.WebApi.Tests.Fuzzing;

/// <summary>Words and ids as they come in: plausible ones, those at a limit, and those that nobody should send.</summary>
internal static class Texts
{
    /// <summary>In much of what is sent, and nowhere in the log.</summary>
    public const string Canary = "canaryQ7vZ";

    // What AccessWorld fills in, what the caller made last, and what the vault fills in: things of a workspace that the caller is not in.
    private static readonly string[] Names =
    [
        "{public.joined}", "{public}", "{private.joined}", "{private}", "{dm}", "{message:public.joined}", "{message:public}", "{message:private.joined}", "{message:private}",
        "{file:public.joined}", "{file:public}", "{file:private.joined}", "{file:private}", "{workspace}", "{elsewhere}", "{self}", "{colleague}", "{session}",
        "{vault.workspace}", "{vault.channel}", "{vault.private}", "{vault.dm}", "{vault.message}", "{vault.file}", "{vault.user}",
    ];

    private static readonly string[] NoIds =
    [
        "01a1f4fb-0000-7000-8000-000000000000", "00000000-0000-0000-0000-000000000000", "ffffffff-ffff-ffff-ffff-ffffffffffff", "nonsense", "",
        "01A1F4FB-0000-7000-8000-00000000000A", "{01a1f4fb-0000-7000-8000-000000000000}", "01a1f4fb000070008000000000000000", " {public.joined} ", "5", "null",
    ];

    private static readonly string[] Strange =
    [
        "", " ", "\t\r\n", "\0", "a\0b", "\u0001\u0007\u001B[31m", "\u007F\u0085", "\uFEFF", "\uFFFE\uFFFF", "\u202Egnp.exe", "e\u0301\u0301\u0301", "👩‍👩‍👧‍👦", "👍🏽", "🏴󠁧󠁢󠁥󠁮󠁧󠁿", "👍👍", "İıſK", "ß", "ﷺ",
        "null", "true", "NaN", "-1", "0", "1", "2", "100", "500", "501", "1e9", "1.5", "2147483647", "2147483648", "-2147483649", "9223372036854775807", "9223372036854775808", "1".PadRight(400, '0'), "٣",
        "2025-01-01", "2024-02-29", "2025-02-30", "0001-01-01", "0000-00-00", "9999-12-31", "10000-01-01", "2025-01-01T00:00:00Z", "9999-12-31T23:59:59.999Z", "0001-01-01T00:00:00+14:00", "2025-06-30T23:59:60Z",
        "4713-01-01 BC", "infinity", "now", "'; DROP TABLE messages; --", "' OR '1'='1", "%", "_%\\", "\\", "\\x00", "$1", "@p0", "{0}", "%s%n", "${jndi:x}", "../../../etc/passwd", "..\\..\\a", "<script>alert(1)</script>",
        "[a](javascript:alert(1))", "**", "`", "```\n", "> > > >", "| a |\n|---|\n| b |", "@channel", "@here", "@Milo", "@" + "a.", "#general", "from:@x in:#general", "from:", "in:", "before:x", "after:9999-99-99", "has:link",
        "\"open", "\"a b\" -c", "-", "- -", "!!!", "a & b | c", "a:* <-> b", "(", "a:b:c", "https://example.org/?a=b#c", "http://[::1", "a@b", "a@example.org", $"{Canary}@example.org", "bearer", "public", "private", "direct",
        "group_dm", "owner", "admin", "moderator", "member", "all", "mentions", "none", "muted", "online", "away", "dnd", "offline", "recent", "relevance", "html", "cookie", "UTC", "Europe/Berlin", "file", "image", "link", "reaction",
    ];

    /// <summary>What no store and no wire can be trusted to take, alone and at the end of words that are otherwise fit for anything.</summary>
    public static Gen<string> Unfit { get; } = Gen.Select(
        Gen.OneOf("", "a", "words", $"{Canary} ", "a@example.org"), Gen.OneOf("\0", "\0", "\0", "\0b", "\u0001", "\u001B[2J", "\u0085", "\uFEFF", "\uFFFE", "\uFFFF", "\u202E", "\u2028", "\U000E0001", "\U0010FFFF"), string.Concat);

    public static Gen<string> Id { get; } = Gen.Frequency((14, Gen.OneOf(Names)), (5, Gen.Const("{made}")), (3, Gen.OneOf(NoIds)), (1, Gen.Guid.Select(id => id.ToString())));

    public static Gen<string> Any { get; } = Gen.Frequency(
        (6, Gen.OneOf(Strange)),
        (4, Gen.String.AlphaNumeric.Select(text => $"{Canary} {text}")),
        (3, Gen.String[Gen.OneOf(Gen.Char['\0', 'ÿ'], Gen.Char['\u0100', '\uD7FF'], Gen.Char['\uE000', '\uFFFF']), 0, 40]),
        (2, Gen.OneOf(Strange).Array[2, 6].Select(string.Concat)),
        (1, Gen.Select(Gen.OneOf("x", "é", "👍", " ", "a ", "@", "*", "[", "<", "\n", "\0", Canary), Gen.OneOf(2, 33, 51, 81, 101, 256, 501, 1001, 4000, 4001, 9000, 70_000), Repeated)),
        (4, Unfit),
        (1, Id));

    /// <summary>The server's own words for what may be chosen as a field that ends the name of their kind, such as role and notify; none for others.</summary>
    public static string[] ChoicesOf(string field) =>
    [
        .. typeof(Permission).Assembly.GetTypes().Where(type => type.IsEnum && type.IsPublic && type.Name.EndsWith(field, StringComparison.OrdinalIgnoreCase))
            .SelectMany(Enum.GetNames).Select(JsonNamingPolicy.SnakeCaseLower.ConvertName).Distinct().Order(StringComparer.Ordinal),
    ];

    /// <summary>Those of all kinds.</summary>
    public static Gen<string> Choice { get; } = Gen.OneOf(ChoicesOf(""));

    /// <summary>Pieces of this text, so many characters long in all.</summary>
    private static string Repeated(string piece, int length) => string.Concat(Enumerable.Repeat(piece, 1 + (length / piece.Length)))[..length];
}
