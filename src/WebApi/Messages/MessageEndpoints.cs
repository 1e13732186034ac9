using ChatFlow.Application.Messages;
using ChatFlow.WebApi.Wire;
using MediatR;

namespace ChatFlow.WebApi.Messages;

internal static class MessageEndpoints
{
    public static void MapMessages(this RouteGroupBuilder api)
    {
        // A direct conversation is a channel: the second address is for those who look for it there.
        foreach (var conversation in new[] { "/channels/{id}/messages", "/dms/{id}/messages" })
        {
            var messages = api.MapGroup(conversation).WithTags("Messages");

            messages.MapPost("", (Id id, SendMessageBody body, IMediator mediator, CancellationToken cancel) =>
                mediator.Send(new SendMessage(id, body.Content, body.ThreadId, body.ClientMessageId, body.FileIds.Ids()), cancel)
                    .Made(sent => (sent.Message, sent.IsNew)));

            messages.MapGet("", (Id id, HttpRequest request, IMediator mediator, CancellationToken cancel) =>
                mediator.Send(PageOf(id, new Query(request)), cancel).Paged());
        }

        api.MapGet("/channels/{id}/pins", (Id id, IMediator mediator, CancellationToken cancel) =>
            mediator.Send(new ListPins(id), cancel).List()).WithTags("Messages");

        var message = api.MapGroup("/messages/{id}").WithTags("Messages");

        message.MapGet("", (Id id, string? include, IMediator mediator, CancellationToken cancel) => mediator.Send(new GetMessage(id, include), cancel).Ok());

        message.MapPut("", (Id id, EditMessageBody body, IMediator mediator, CancellationToken cancel) =>
            mediator.Send(new EditMessage(id, body.Content), cancel).Ok());

        message.MapDelete("", (Id id, IMediator mediator, CancellationToken cancel) => mediator.Send(new DeleteMessage(id), cancel).Ok());

        message.MapGet("/thread", (Id id, HttpRequest request, IMediator mediator, CancellationToken cancel) =>
            mediator.Send(RepliesTo(id, new Query(request)), cancel).Paged());

        message.MapGet("/history", (Id id, IMediator mediator, CancellationToken cancel) => mediator.Send(new GetHistory(id), cancel).List());

        message.MapPut("/pin", (Id id, IMediator mediator, CancellationToken cancel) =>
            mediator.Send(new PinMessage(id, IsPinned: true), cancel).Made(pinned => (pinned.Message, pinned.IsNew)));

        message.MapDelete("/pin", (Id id, IMediator mediator, CancellationToken cancel) =>
            mediator.Send(new PinMessage(id, IsPinned: false), cancel).Made(pinned => (pinned.Message, IsNew: false)));

        message.MapPost("/reactions", (Id id, ReactionBody body, IMediator mediator, CancellationToken cancel) =>
            mediator.Send(new ReactToMessage(id, body.Emoji, IsAdded: true), cancel).Made(reacted => (reacted.Reactions, reacted.IsNew)));

        message.MapDelete("/reactions/{emoji}", (Id id, string emoji, IMediator mediator, CancellationToken cancel) =>
            mediator.Send(new ReactToMessage(id, emoji, IsAdded: false), cancel).Made(reacted => (reacted.Reactions, IsNew: false)));
    }

    private static ListThread RepliesTo(Id id, Query query) => query.Done(new ListThread(id, query.Long("after"), query.Int("limit") ?? 50, query.Text("include")));

    private static async Task<Reply<IReadOnlyList<MessageDto>>> Paged(this Task<Replies> reading)
    {
        var page = await reading;
        return new Reply<IReadOnlyList<MessageDto>>(StatusCodes.Status200OK, page.Messages, new Pagination(page.Limit, null, null, page.NextCursor, null));
    }

    private static ListMessages PageOf(Id id, Query query) => query.Done(new ListMessages(
        id, new TimelinePosition(query.Long("before"), query.Long("after"), query.Long("around"), query.Int("page")), query.Int("limit") ?? 50,
        query.Text("include")));

    private static async Task<Reply<IReadOnlyList<MessageDto>>> Paged(this Task<Timeline> reading)
    {
        var page = await reading;
        return new Reply<IReadOnlyList<MessageDto>>(StatusCodes.Status200OK, page.Messages, new Pagination(
            page.Limit, page.Page, page.Total, page.NextCursor, page.PrevCursor));
    }
}

/// <param name="Content">Markdown source, 1 to 4000 characters, not only white space; with files it may be empty, or missing.</param>
/// <param name="ThreadId">The message to reply to: a thread root of the same channel.</param>
/// <param name="ClientMessageId">A UUID of the sender's; the same one again answers the same message.</param>
/// <param name="FileIds">At most 10, in the order to be shown: uploaded by you to this channel, and not sent yet.</param>
internal sealed record SendMessageBody(string? Content, Id? ThreadId = null, string? ClientMessageId = null, IReadOnlyList<Id>? FileIds = null);

/// <param name="Content">As for sending.</param>
internal sealed record EditMessageBody(string? Content);

/// <param name="Emoji">Exactly one emoji.</param>
internal sealed record ReactionBody(string? Emoji);
