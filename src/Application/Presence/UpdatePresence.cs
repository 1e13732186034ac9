using ChatFlow.Application.Pipeline;
using ChatFlow.Domain.Permissions;
using ChatFlow.Domain.Presence;
using FluentValidation;
using MediatR;

namespace ChatFlow.Application.Presence;

/// <summary>Chooses how the caller is seen while connected, on all devices, until they choose again.</summary>
/// <param name="Status">online, away, dnd, or offline to be seen as not connected.</param>
public sealed record UpdatePresence(string? Status) : IRequest<Unit>, IRestricted
{
    public static Permission Permission => Permission.SignedIn;
}

internal sealed class UpdatePresenceValidator : AbstractValidator<UpdatePresence>
{
    public UpdatePresenceValidator() => RuleFor(r => r.Status).Required()
        .Must(name => UpdatePresenceHandler.Statuses.ContainsKey(name!)).WithErrorCode("one_of")
        .WithMessage($"'{{PropertyName}}' must be one of {string.Join(", ", UpdatePresenceHandler.Statuses.Keys)}.");
}

internal sealed class UpdatePresenceHandler(IPresence presence, ICaller caller) : IRequestHandler<UpdatePresence, Unit>
{
    internal static readonly Dictionary<string, PresenceStatus> Statuses =
        Enum.GetValues<PresenceStatus>().ToDictionary(status => WireName.Of(status));

    public async Task<Unit> Handle(UpdatePresence request, CancellationToken cancellationToken)
    {
        await presence.Choose(caller.UserId, Statuses[request.Status!], cancellationToken);
        return Unit.Value;
    }
}
