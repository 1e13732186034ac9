using System.Text;

namespace ChatFlow.Load.Seeding;

internal readonly record struct Said(Guid Id, Channel Channel, long Seq, Guid UserId, string Content, DateTimeOffset At);

/// <summary>What is said, from the oldest to the newest, a year from the first to the last. Counts it in the channels while it goes.</summary>
internal static class Conversation
{
    private const int ShortestInWords = 3;
    private const int MeanInWords = 12;

    public static IEnumerable<Said> Of(Population population, Scale scale, Vocabulary vocabulary)
    {
        var (random, ids) = (new Random(scale.Number), new Ids(scale.Number + 1));
        for (var n = 0; n < scale.Messages; n++)
        {
            var channel = population.Channels[random.Next(population.Channels.Length)];
            var at = Population.Beginning + TimeSpan.FromMilliseconds((long)(n * (365 * 86_400_000.0 / scale.Messages)));
            channel.LastMessageAt = at;
            yield return new Said(ids.Next(at), channel, ++channel.LastSeq, population.Users[channel.Members[random.Next(channel.Members.Length)]], Text(vocabulary, random), at);
        }
    }

    public static string Text(Vocabulary vocabulary, Random random)
    {
        // Most are short and a few are long.
        var words = ShortestInWords + (int)(-Math.Log(1 - random.NextDouble()) * (MeanInWords - ShortestInWords));
        var text = new StringBuilder(vocabulary.Next(random));
        for (var n = 1; n < Math.Min(words, 100); n++)
            text.Append(' ').Append(vocabulary.Next(random));
        if (random.Next(50) == 0)
            text.Append(" https://example.org/").Append(vocabulary.Next(random));
        return text.ToString();
    }
}
