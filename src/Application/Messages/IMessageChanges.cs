using ChatFlow.Domain;
using ChatFlow.Domain.Channels;
using ChatFlow.Domain.Messages;

namespace ChatFlow.Application.Messages;

/// <summary>
/// Changes of messages that stand in a channel's log. Each locks the channel, lets the Domain decide from the message as it is then,
/// takes the channel's next seq, and publishes what happened after the commit. What is so already changes nothing and spends no seq.
/// </summary>
/// <remarks>All throw <see cref="NotFoundException"/> for a message or membership that is gone meanwhile.</remarks>
public interface IMessageChanges
{
    /// <param name="online">As for <see cref="ChannelAccess.Post"/>.</param>
    /// <exception cref="ForbiddenException">See <see cref="StandingMessage.DemandEdit"/>.</exception>
    /// <exception cref="UnprocessableException">As above.</exception>
    Task Edit(ChannelAccess by, Guid messageId, string content, IReadOnlyList<Guid> online, CancellationToken cancellationToken);

    /// <summary>Takes its text, earlier texts, reactions, mentions and notifications with it.</summary>
    Task Delete(ChannelAccess by, Guid messageId, CancellationToken cancellationToken);

    /// <returns>Whether this changed anything.</returns>
    Task<bool> Pin(ChannelAccess by, Guid messageId, bool isPinned, CancellationToken cancellationToken);

    /// <inheritdoc cref="Pin"/>
    Task<bool> React(ChannelAccess by, Guid messageId, string emoji, bool isAdded, CancellationToken cancellationToken);
}
