using FluentValidation;

namespace ChatFlow.Application.Workspaces;

internal static class SlugRule
{
    public static IRuleBuilderOptions<T, string?> Slug<T>(this IRuleBuilder<T, string?> rule) => rule
        .Must(slug => slug is null || Domain.Workspaces.Slug.IsValid(slug)).WithErrorCode("format")
        .WithMessage($"A slug has lower-case letters, digits and hyphens only, at most {Domain.Workspaces.Slug.MaxLength}.");
}
