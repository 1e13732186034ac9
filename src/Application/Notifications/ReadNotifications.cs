using ChatFlow.Application.Pipeline;
using ChatFlow.Domain;
using ChatFlow.Domain.Permissions;
using FluentValidation;
using MediatR;

namespace ChatFlow.Application.Notifications;

/// <summary>Marks notifications of the caller as read: these, or all.</summary>
/// <param name="Ids">At most 1000.</param>
public sealed record ReadNotifications(IReadOnlyList<Guid>? Ids, bool All) : IRequest<Unit>, IRestricted
{
    public static Permission Permission => Permission.SignedIn;
}

internal sealed class ReadNotificationsValidator : AbstractValidator<ReadNotifications>
{
    public ReadNotificationsValidator() => RuleFor(r => r.Ids).Must((request, ids) => request.All ? ids is null : ids is { Count: > 0 and <= 1000 })
        .WithErrorCode("required").WithMessage("Give 'ids', at most 1000, or 'all': true.");
}

internal sealed class ReadNotificationsHandler(INotificationStore notifications, ICaller caller, TimeProvider clock) : IRequestHandler<ReadNotifications, Unit>
{
    public async Task<Unit> Handle(ReadNotifications request, CancellationToken cancellationToken)
    {
        await notifications.MarkRead(caller.UserId, request.All ? null : request.Ids, clock.Now(), cancellationToken);
        return Unit.Value;
    }
}
