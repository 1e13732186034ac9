using ChatFlow.Application.Channels;
using ChatFlow.Application.Permissions;
using ChatFlow.Application.Pipeline;
using ChatFlow.Application.Presence;
using ChatFlow.Domain;
using ChatFlow.Domain.Files;
using ChatFlow.Domain.Permissions;
using FluentValidation;
using MediatR;

namespace ChatFlow.Application.Messages;

/// <summary>Writes a message into a channel, or a reply into one of its threads.</summary>
/// <param name="Content">May be empty, or null, with files.</param>
/// <param name="FileIds">At most 10, in the order to be shown: uploaded by the caller to this channel, and not sent yet.</param>
/// <param name="ClientMessageId">The sender's own UUID for this message; the same one again answers the same message.</param>
public sealed record SendMessage(Guid ChannelId, string? Content, Guid? ThreadId, string? ClientMessageId, IReadOnlyList<Guid>? FileIds = null)
    : IRequest<Sent>, IInChannel
{
    public static Permission Permission => Permission.PostMessage;
}

/// <param name="IsNew">False when this sender had used this client_message_id in this channel before.</param>
public sealed record Sent(MessageDto Message, bool IsNew);

internal sealed class SendMessageValidator : AbstractValidator<SendMessage>
{
    public SendMessageValidator()
    {
        RuleFor(r => r.Content).MessageContent(hasFiles: r => r.FileIds?.Count > 0);
        RuleFor(r => r.FileIds).Must(ids => ids is null || ids.Count <= StoredFile.MaxInMessage)
            .WithErrorCode("max_items").WithMessage($"A message may have at most {StoredFile.MaxInMessage} files.");
        RuleFor(r => r.ClientMessageId).Must(id => id is null || Guid.TryParseExact(id, "D", out _))
            .WithErrorCode("uuid").WithMessage("'client_message_id' must be a UUID.");
    }
}

internal sealed class SendMessageHandler(IAccess access, IPresence presence, IChannelLog log, IMessageStore messages, ICaller caller, TimeProvider clock)
    : IRequestHandler<SendMessage, Sent>
{
    public async Task<Sent> Handle(SendMessage request, CancellationToken cancellationToken)
    {
        var mayDo = await access.ToChannel(request.ChannelId, caller.UserId, cancellationToken);
        var clientMessageId = request.ClientMessageId is { } id ? Guid.ParseExact(id, "D") : (Guid?)null;
        var content = request.Content ?? "";
        var message = mayDo.Post(
            content, request.ThreadId, clientMessageId, await presence.Here(content, mayDo, cancellationToken), clock, request.FileIds);

        var appended = await log.Append(message, caller.CalledAt);
        switch (appended.Outcome)
        {
            case AppendOutcome.Posted:
                return new Sent(MessageDto.Of(message), IsNew: true);
            case AppendOutcome.Repeated:
                return new Sent(await messages.Get(appended.MessageId, caller.UserId, cancellationToken), IsNew: false);
            case AppendOutcome.BadThread:
                throw new UnprocessableException("The thread does not exist in this channel, was deleted, or is itself a reply.");
            case AppendOutcome.BadFiles:
                throw new UnprocessableException("A file was not uploaded by you to this channel, was sent already, or waited for too long.");
            default:
                // What we remembered was out of date: the log is right. Ask anew, so that the refusal says the right thing.
                await access.Forget(request.ChannelId, caller.UserId);
                (await access.ToChannel(request.ChannelId, caller.UserId, cancellationToken)).Demand(SendMessage.Permission);
                throw new UnavailableException("Your membership changed while the message was sent. Please send it again.");
        }
    }
}
