using ChatFlow.Application.Audit;
using ChatFlow.Application.Pipeline;
using ChatFlow.Domain.Permissions;
using ChatFlow.Domain.Users;
using FluentValidation;
using MediatR;

namespace ChatFlow.Application.Users;

/// <summary>Changes what others see of the caller. What is null stays as it is; an empty text takes it away.</summary>
/// <param name="AvatarFileId">A picture that the caller uploaded and did not send. What is no id is an id that nothing has.</param>
/// <param name="Timezone">An IANA name such as Europe/Rome.</param>
public sealed record UpdateProfile(string? DisplayName, string? Username, string? Bio, string? Timezone, string? StatusMessage, string? AvatarFileId = null)
    : IRequest<UserDto>, IRestricted
{
    public static Permission Permission => Permission.SignedIn;
}

internal sealed class UpdateProfileValidator : AbstractValidator<UpdateProfile>
{
    public UpdateProfileValidator()
    {
        RuleFor(r => r.DisplayName).Text(User.MaxDisplayName, min: 2);
        RuleFor(r => r.Username).Username();
        RuleFor(r => r.Bio).Text(User.MaxBio);
        RuleFor(r => r.StatusMessage).Text(User.MaxStatusMessage);
        RuleFor(r => r.Timezone).Must(IsTimezone).WithErrorCode("timezone").WithMessage("'timezone' must be an IANA name such as Europe/Rome.");
    }

    // By form, not by the server's own table: a browser may know newer zones than this machine.
    private static bool IsTimezone(string? zone) => zone is null or "" || System.Text.RegularExpressions.Regex.IsMatch(
        zone, @"\A[A-Za-z][A-Za-z0-9_+-]{1,31}(/[A-Za-z0-9_+-]{1,31}){0,2}\z");
}

internal sealed class UpdateProfileHandler(IUserStore users, ICaller caller) : IRequestHandler<UpdateProfile, UserDto>
{
    public async Task<UserDto> Handle(UpdateProfile request, CancellationToken cancellationToken)
    {
        await users.UpdateProfile(
            caller.UserId,
            new Profile(
                request.DisplayName?.Trim(), request.Username?.ToLowerInvariant(), request.Bio, request.Timezone, request.StatusMessage,
                AvatarFile(request.AvatarFileId)),
            caller.Origin(),
            cancellationToken);
        return await users.Get(caller.UserId, cancellationToken);
    }

    private static Guid? AvatarFile(string? id) => id switch
    {
        null => null,
        "" => Guid.Empty,
        _ => Guid.TryParseExact(id, "D", out var given) && given != Guid.Empty ? given : Guid.AllBitsSet,
    };
}
