using System.Diagnostics.CodeAnalysis;
using ChatFlow.Application.Channels;
using ChatFlow.Application.Messages;

namespace ChatFlow.WebApi.Realtime;

// What is pushed is what the feed has as payload, with the event's own place in the channel's log beside it.

internal sealed record PushedMessage : MessageDto
{
    [SetsRequiredMembers]
    public PushedMessage(MessageDto message, long eventSeq)
        : base(message) => EventSeq = eventSeq;

    public long EventSeq { get; }
}

internal sealed record PushedChannel : ChannelDto
{
    [SetsRequiredMembers]
    public PushedChannel(ChannelDto channel, long eventSeq)
        : base(channel) => EventSeq = eventSeq;

    public long EventSeq { get; }
}

internal sealed record PushedMember : ChannelMemberDto
{
    public PushedMember(ChannelMemberDto member, long eventSeq)
        : base(member) => EventSeq = eventSeq;

    public long EventSeq { get; }
}

internal sealed record PushedDeletion : DeletedMessage
{
    public PushedDeletion(DeletedMessage gone, long eventSeq)
        : base(gone) => EventSeq = eventSeq;

    public long EventSeq { get; }
}

internal sealed record PushedReaction : ReactionChangeDto
{
    public PushedReaction(ReactionChangeDto change, long eventSeq)
        : base(change) => EventSeq = eventSeq;

    public long EventSeq { get; }
}
