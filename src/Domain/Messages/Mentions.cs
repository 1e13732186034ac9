namespace ChatFlow.Domain.Messages;

public sealed record Mentions(IReadOnlyList<string> Names, bool Channel, bool Here)
{
    public static Mentions In(string content) => new([.. System.Text.RegularExpressions.Regex.Matches(content, @"(?<!\w)@([a-zA-Z0-9._-]+)").Select(m => m.Groups[1].Value.ToLowerInvariant())], content.Contains("@channel"), content.Contains("@here"));
}
