using ChatFlow.Application.Audit;
using ChatFlow.Application.Pipeline;
using ChatFlow.Application.Sessions;
using ChatFlow.Domain;
using ChatFlow.Domain.Permissions;
using ChatFlow.Domain.Users;
using FluentValidation;
using MediatR;

namespace ChatFlow.Application.Users;

/// <summary>Changes the caller's password, and ends their sessions everywhere else.</summary>
public sealed record ChangePassword(string? CurrentPassword, string? NewPassword) : IRequest<Unit>, IRestricted
{
    public static Permission Permission => Permission.SignedIn;
}

internal sealed class ChangePasswordValidator : AbstractValidator<ChangePassword>
{
    public ChangePasswordValidator()
    {
        RuleFor(r => r.CurrentPassword).Required().Text(PasswordPolicy.MaxLength);
        RuleFor(r => r.NewPassword).NewPassword();
    }
}

internal sealed class ChangePasswordHandler(IPasswordStore store, IPasswords passwords, ICaller caller)
    : IRequestHandler<ChangePassword, Unit>
{
    public async Task<Unit> Handle(ChangePassword request, CancellationToken cancellationToken)
    {
        var hash = await store.GetHash(caller.UserId, cancellationToken);
        if (!await passwords.Verify(request.CurrentPassword!, hash, cancellationToken))
            throw new InvalidRequestException("current_password", "wrong", "This is not your current password.");
        var changed = await passwords.Hash(request.NewPassword!, cancellationToken);
        await store.Change(caller.UserId, changed, caller.SessionId, caller.Origin(), cancellationToken);
        return Unit.Value;
    }
}
