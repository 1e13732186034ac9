using ChatFlow.Application.Channels;
using ChatFlow.Application.Messages;
using Microsoft.AspNetCore.SignalR;
using Microsoft.AspNetCore.SignalR.Client;

namespace ChatFlow.WebApi.Tests;

internal static class HubCalls
{
    public static Task<MessageDto> Send(this HubConnection hub, ChannelDto channel, string content, string? clientMessageId = null) =>
        hub.InvokeAsync<MessageDto>("message:send", new { channel_id = channel.Id, content, client_message_id = clientMessageId });

    public static Task<ChannelHead> Join(this HubConnection hub, Guid channelId) =>
        hub.InvokeAsync<ChannelHead>("channel:join", new { channel_id = channelId });

    public static void IsRefused(this Func<Task> call, string code) =>
        Assert.That(call, Throws.TypeOf<HubException>().With.Message.Contains($"HubException: {code}: "));
}
