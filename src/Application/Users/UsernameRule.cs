using FluentValidation;

namespace ChatFlow.Application.Users;

/// <summary>Where a username is chosen.</summary>
internal static class UsernameRule
{
    public static void Username<T>(this IRuleBuilderInitial<T, string?> rule) => rule
        .Must(name => name is null || Domain.Users.Username.IsValid(name.ToLowerInvariant())).WithErrorCode("format")
        .WithMessage($"A username has {Domain.Users.Username.MinLength} to {Domain.Users.Username.MaxLength} of a-z, 0-9, dot, underscore and hyphen.");
}
