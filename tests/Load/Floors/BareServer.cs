using System.CommandLine;
using System.Text.Json;
using ChatFlow.Domain;
using ChatFlow.Load.Workloads;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.SignalR;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Npgsql;

namespace ChatFlow.Load.Floors;

/// <summary>
/// What ChatFlow cannot beat, in a process of its own: a hub that hands on what it is sent and keeps nothing, and a route that reads rows by
/// their primary key. Nobody signs in, and nothing is checked.
/// </summary>
internal static class BareServer
{
    public const string Name = "bare";

    public static Command Make()
    {
        var command = new Command(Name, "The floor's server; started by others.") { Hidden = true };
        command.SetAction((parsed, stop) => Run(Target.Of(parsed), stop));
        return command;
    }

    private static async Task Run(Target target, CancellationToken stop)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Services.AddSignalR(options => options.MaximumParallelInvocationsPerClient = 1)
            .AddJsonProtocol(options => options.PayloadSerializerOptions.PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower);
        builder.Services.AddSingleton(_ => NpgsqlDataSource.Create(target.Postgres));
        await using var app = builder.Build();
        app.MapHub<BareHub>("/hub");
        app.MapGet("/health/ready", () => Results.Ok());
        app.MapPost("/rows", Rows);
        await app.StartAsync(stop);
        await app.WaitForShutdownAsync(stop);
    }

    /// <summary>As many columns as a page of messages has to have.</summary>
    private static async Task<List<BareMessage>> Rows(Guid[] ids, NpgsqlDataSource postgres, CancellationToken stop)
    {
        await using var connection = await postgres.OpenConnectionAsync(stop);
        await using var command = new NpgsqlCommand("SELECT id, channel_id, user_id, content, seq, created_at FROM messages WHERE id = ANY($1)", connection);
        command.Parameters.Add(new NpgsqlParameter<Guid[]> { TypedValue = ids });
        await command.PrepareAsync(stop);
        await using var rows = await command.ExecuteReaderAsync(stop);
        List<BareMessage> messages = [];
        while (await rows.ReadAsync(stop))
        {
            messages.Add(BareMessage.Of(rows.GetGuid(0), rows.GetGuid(1), rows.GetGuid(2), rows.GetString(3), rows.GetInt64(4), rows.GetFieldValue<DateTimeOffset>(5)));
        }
        return messages;
    }
}

/// <summary>A message as ChatFlow's clients get it, so that both hubs send the same number of bytes.</summary>
internal sealed record BareMessage(
    Guid Id, Guid ChannelId, Guid UserId, BareSender Sender, string Content, Guid? ThreadId, long Seq, Guid? ClientMessageId, DateTimeOffset CreatedAt, DateTimeOffset? EditedAt,
    DateTimeOffset? DeletedAt, string Status, int ReplyCount, DateTimeOffset? LastReplyAt, string[] Reactions, string[] Mentions, string[] Files, string? Pinned, long EventSeq)
{
    public static BareMessage Of(Guid id, Guid channelId, Guid userId, string content, long seq, DateTimeOffset at, Guid? clientMessageId = null) => new(
        id, channelId, userId, new BareSender(userId, "load1-1", "Load 1", null), content, null, seq, clientMessageId, at, null, null, "sent", 0, null, [], [], [], null, seq);
}

internal sealed record BareSender(Guid Id, string Username, string DisplayName, string? AvatarUrl);

internal sealed class BareHub : Hub
{
    private static readonly Guid User = TimeProvider.System.NewId();
    private static long seq;

    [HubMethodName("message:send")]
    public async Task<BareMessage> Send(SendCall call)
    {
        var at = TimeProvider.System.GetUtcNow();
        var message = BareMessage.Of(TimeProvider.System.NewId(), call.ChannelId, User, call.Content, Interlocked.Increment(ref seq), at, call.ClientMessageId);
        await Clients.Group(call.ChannelId.ToString()).SendAsync("message:received", message);
        return message;
    }

    public override async Task OnConnectedAsync()
    {
        foreach (var channel in Context.GetHttpContext()!.Request.Query["channel"])
            await Groups.AddToGroupAsync(Context.ConnectionId, channel!);
    }
}
