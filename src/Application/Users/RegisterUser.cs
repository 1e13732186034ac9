using ChatFlow.Application.Audit;
using ChatFlow.Application.Mail;
using ChatFlow.Application.Pipeline;
using ChatFlow.Application.Sessions;
using ChatFlow.Domain;
using ChatFlow.Domain.Permissions;
using ChatFlow.Domain.Users;
using FluentValidation;
using MediatR;

namespace ChatFlow.Application.Users;

/// <summary>Opens an account and mails a link that verifies the address.</summary>
public sealed record RegisterUser(string? Email, string? Password, string? DisplayName, string? Username) : IRequest<UserDto>, IRestricted
{
    public static Permission Permission => Permission.Anonymous;
}

internal sealed class RegisterUserValidator : AbstractValidator<RegisterUser>
{
    public RegisterUserValidator()
    {
        RuleFor(r => r.Email).Required().Text(User.MaxEmail)
            .Must(email => EmailAddress.IsValid(email!)).WithErrorCode("email").WithMessage("This is not an email address.");
        RuleFor(r => r.DisplayName).Required().Text(User.MaxDisplayName, min: 2);
        RuleFor(r => r.Username).Username();
        RuleFor(r => r.Password).NewPassword();
    }
}

internal sealed class RegisterUserHandler(
    IUserStore users, IPasswords passwords, ISecrets secrets, MailTexts texts, ICaller caller, TimeProvider clock)
    : IRequestHandler<RegisterUser, UserDto>
{
    public async Task<UserDto> Handle(RegisterUser request, CancellationToken cancellationToken)
    {
        var hash = await passwords.Hash(request.Password!, cancellationToken);
        var user = await Add(request, hash, secrets.New(), cancellationToken);
        return await users.Get(user.Id, cancellationToken);
    }

    private async Task<User> Add(RegisterUser request, string hash, string secret, CancellationToken cancellationToken)
    {
        var wanted = request.Username?.ToLowerInvariant();
        while (true)
        {
            var username = wanted ?? await users.FreeUsername(Username.From(request.DisplayName!), cancellationToken);
            var user = User.Register(request.Email!.Trim(), username, request.DisplayName!.Trim(), hash, clock);
            try
            {
                var token = VerificationToken.For(user.Id, secrets.Hash(secret), clock);
                var mail = texts.VerifyAddress(user.Email, user.DisplayName, secret);
                await users.Add(user, token, mail, caller.Origin(), cancellationToken);
                return user;
            }
            catch (ConflictException conflict) when (wanted is null && conflict.Field == "username")
            {
                // Somebody took the name between the question and the insert: ask for the next one.
            }
        }
    }
}
