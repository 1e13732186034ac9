using ChatFlow.Application.Pipeline;
using ChatFlow.Domain.Users;
using FluentValidation;
using FluentValidation.Results;

namespace ChatFlow.Application.Users;

/// <summary>Where a password is chosen: every rule of the policy that it breaks is named.</summary>
internal static class NewPasswordRule
{
    public static void NewPassword<T>(this IRuleBuilderInitial<T, string?> rule) => rule
        .Required().Text(PasswordPolicy.MaxLength)
        .Custom((password, context) =>
        {
            foreach (var (constraint, message) in PasswordPolicy.Broken(password!))
                context.AddFailure(new ValidationFailure(context.PropertyPath, message) { ErrorCode = constraint });
        });
}
