using ChatFlow.Application.Pipeline;
using ChatFlow.Domain.Users;
using FluentValidation;
using FluentValidation.Results;

namespace ChatFlow.Application.Users;

internal static class UserRules
{
    public static void Username<T>(this IRuleBuilderInitial<T, string?> rule) => rule
        .Must(name => name is null || Domain.Users.Username.IsValid(name.ToLowerInvariant())).WithErrorCode("format")
        .WithMessage($"A username has {Domain.Users.Username.MinLength} to {Domain.Users.Username.MaxLength} of a-z, 0-9, dot, underscore and hyphen.");

    /// <summary>Tells every rule that a new password breaks.</summary>
    public static void NewPassword<T>(this IRuleBuilderInitial<T, string?> rule) => rule
        .Required().Text(PasswordPolicy.MaxLength)
        .Custom((password, context) =>
        {
            foreach (var (constraint, message) in PasswordPolicy.Broken(password!))
                context.AddFailure(new ValidationFailure(context.PropertyPath, message) { ErrorCode = constraint });
        });
}
