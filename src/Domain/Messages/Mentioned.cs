namespace ChatFlow.Domain.Messages;

/// <summary>Whom a message is to mention, as far as its writer may.</summary>
/// <param name="Calls">See <see cref="Mentions.Calls"/>; some may be nobody's.</param>
/// <param name="Everyone">Every member of the channel.</param>
/// <param name="Here">Ids of those who are online, when these are meant.</param>
public sealed record Mentioned(IReadOnlyList<IReadOnlyList<string>> Calls, bool Everyone, IReadOnlyList<Guid> Here)
{
    public bool IsNobody => Calls.Count == 0 && !Everyone && Here.Count == 0;
}
