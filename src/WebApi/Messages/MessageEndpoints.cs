using ChatFlow.Application.Messages;
using ChatFlow.WebApi.Wire;
using MediatR;

namespace ChatFlow.WebApi.Messages;

internal static class MessageEndpoints
{
    public static void MapMessages(this RouteGroupBuilder api)
    {
        var messages = api.MapGroup("/channels/{id}/messages").WithTags("Messages");

        messages.MapPost("", (Id id, SendMessageBody body, IMediator mediator, CancellationToken cancel) =>
            mediator.Send(new SendMessage(id, body.Content, body.ThreadId, body.ClientMessageId), cancel)
                .Made(sent => (sent.Message, sent.IsNew)));

        messages.MapGet("", (Id id, HttpRequest request, IMediator mediator, CancellationToken cancel) =>
            mediator.Send(PageOf(id, new Query(request)), cancel).Paged());
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

/// <param name="Content">Markdown source, 1 to 4000 characters, not only white space.</param>
/// <param name="ThreadId">The message to reply to: a thread root of the same channel.</param>
/// <param name="ClientMessageId">A UUID of the sender's; the same one again answers the same message.</param>
internal sealed record SendMessageBody(string? Content, Id? ThreadId = null, string? ClientMessageId = null);
