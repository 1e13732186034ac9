using ChatFlow.Application.Channels;
using ChatFlow.Application.Messages;
using ChatFlow.Application.Presence;
using ChatFlow.Application.Typing;
using ChatFlow.Domain;
using ChatFlow.WebApi.Sessions;
using ChatFlow.WebApi.Wire;
using MediatR;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.SignalR;

namespace ChatFlow.WebApi.Realtime;

/// <summary>What clients call. The end of a call is its acknowledgement: acknowledged means committed.</summary>
[Authorize]
internal sealed class ChatHub(IMediator mediator, Connections connections, Subscriptions subscriptions, IPresence presence) : Hub
{
    [HubMethodName("message:send")]
    public async Task<MessageDto> SendMessage(SendMessageCall call) =>
        (await mediator.Send(
            new SendMessage(call.ChannelId, call.Content, call.ThreadId, call.ClientMessageId, call.FileIds.Ids()), Context.ConnectionAborted)).Message;

    [HubMethodName("message:edit")]
    public Task<MessageDto> EditMessage(EditMessageCall call) => mediator.Send(new EditMessage(call.MessageId, call.Content), Context.ConnectionAborted);

    [HubMethodName("message:delete")]
    public Task<DeletedMessage> DeleteMessage(MessageCall call) => mediator.Send(new DeleteMessage(call.MessageId), Context.ConnectionAborted);

    [HubMethodName("reaction:add")]
    public async Task<IReadOnlyList<ReactionDto>> AddReaction(ReactionCall call) =>
        (await mediator.Send(new ReactToMessage(call.MessageId, call.Emoji, IsAdded: true), Context.ConnectionAborted)).Reactions;

    [HubMethodName("reaction:remove")]
    public async Task<IReadOnlyList<ReactionDto>> RemoveReaction(ReactionCall call) =>
        (await mediator.Send(new ReactToMessage(call.MessageId, call.Emoji, IsAdded: false), Context.ConnectionAborted)).Reactions;

    [HubMethodName("channel:join")]
    public async Task<ChannelHead> JoinChannel(ChannelCall call)
    {
        // Asked twice: may the caller follow it, and, once pushes arrive, where is the head? So nothing falls in between.
        await mediator.Send(new GetChannelHead(call.ChannelId), Context.ConnectionAborted);
        await subscriptions.Follow(Context.ConnectionId, call.ChannelId);
        try
        {
            return await mediator.Send(new GetChannelHead(call.ChannelId), Context.ConnectionAborted);
        }
        catch (RefusalException)
        {
            // Removed between the two questions: whoever took their connections out of the groups came too early for this one.
            await subscriptions.Unfollow(Context.ConnectionId, call.ChannelId);
            throw;
        }
    }

    [HubMethodName("channel:leave")]
    public async Task<ChannelHead> LeaveChannel(ChannelCall call)
    {
        await subscriptions.Unfollow(Context.ConnectionId, call.ChannelId);
        return await mediator.Send(new GetChannelHead(call.ChannelId), Context.ConnectionAborted);
    }

    [HubMethodName("sync")]
    public Task<SyncDto> Sync(SyncCall call) => mediator.Send(new Sync(call.Channels), Context.ConnectionAborted);

    [HubMethodName("channel:read")]
    public Task<ReadMarkerDto> MarkRead(MarkReadCall call) => mediator.Send(new MarkRead(call.ChannelId, call.Seq), Context.ConnectionAborted);

    [HubMethodName("typing:start")]
    public Task StartTyping(ChannelCall call) => mediator.Send(new StartTyping(call.ChannelId), Context.ConnectionAborted);

    [HubMethodName("typing:stop")]
    public Task StopTyping(ChannelCall call) => mediator.Send(new StopTyping(call.ChannelId), Context.ConnectionAborted);

    [HubMethodName("presence:update")]
    public Task UpdatePresence(PresenceCall call) => mediator.Send(new UpdatePresence(call.Status), Context.ConnectionAborted);

    public override async Task OnConnectedAsync()
    {
        // Known before the memberships are read: a channel joined meanwhile is then added by one side or the other.
        var connection = connections.Add(Context);
        await subscriptions.Connected(connection, Context.ConnectionAborted);
        // Last: of a connection that fails before, no end is told either.
        await presence.Connected(connection.UserId);
    }

    public override Task OnDisconnectedAsync(Exception? exception)
    {
        connections.Remove(Context.ConnectionId);
        return presence.Disconnected(Caller.IdOf(Context.User)!.Value);
    }
}

/// <inheritdoc cref="Messages.SendMessageBody"/>
internal sealed record SendMessageCall(
    Id ChannelId, string? Content, Id? ThreadId = null, string? ClientMessageId = null, IReadOnlyList<Id>? FileIds = null);

internal sealed record ChannelCall(Id ChannelId);

internal sealed record MessageCall(Id MessageId);

internal sealed record EditMessageCall(Id MessageId, string? Content);

internal sealed record ReactionCall(Id MessageId, string? Emoji);

internal sealed record MarkReadCall(Id ChannelId, long? Seq);

/// <param name="Channels">Each channel's id, and the last seq seen.</param>
internal sealed record SyncCall(IReadOnlyDictionary<Guid, long>? Channels);

/// <param name="Status">online, away, dnd or offline.</param>
internal sealed record PresenceCall(string? Status);
