using ChatFlow.Application.Pipeline;
using ChatFlow.Domain.Permissions;
using FluentValidation;
using MediatR;

namespace ChatFlow.Application.Channels;

/// <summary>Moves the caller's marker of what they have read; never backwards, never beyond the head.</summary>
public sealed record MarkRead(Guid ChannelId, long? Seq) : IRequest<ReadMarkerDto>, IInChannel
{
    public static Permission Permission => Permission.FollowChannel;
}

/// <summary>A user's own marker; also what channel:read carries to their devices.</summary>
/// <param name="Seq">Everything up to this place of the log has been read.</param>
public sealed record ReadMarkerDto(Guid ChannelId, long Seq, long UnreadCount, long MentionCount);

internal sealed class MarkReadValidator : AbstractValidator<MarkRead>
{
    public MarkReadValidator() => RuleFor(r => r.Seq).NotNull().WithErrorCode("required").WithMessage("'seq' is required.").Position();
}

internal sealed class MarkReadHandler(IReadMarkers markers, ICaller caller) : IRequestHandler<MarkRead, ReadMarkerDto>
{
    public Task<ReadMarkerDto> Handle(MarkRead request, CancellationToken cancellationToken) =>
        markers.Move(request.ChannelId, caller.UserId, request.Seq!.Value, cancellationToken);
}
