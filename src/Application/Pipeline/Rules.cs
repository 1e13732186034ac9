using ChatFlow.Domain;
using FluentValidation;

namespace ChatFlow.Application.Pipeline;

/// <summary>Validation rules that many requests share, with the constraint names that the wire promises.</summary>
internal static class Rules
{
    public static IRuleBuilderOptions<T, string?> Required<T>(this IRuleBuilderInitial<T, string?> rule) => rule
        .Cascade(CascadeMode.Stop)
        .Must(text => !string.IsNullOrWhiteSpace(text)).WithErrorCode("required").WithMessage("'{PropertyName}' is required.");

    public static IRuleBuilderOptions<T, string?> Text<T>(this IRuleBuilder<T, string?> rule, int max, int min = 0) => rule
        .Must(text => text is null || PlainText.IsStorable(text))
        .WithErrorCode("encoding").WithMessage("'{PropertyName}' cannot contain NUL or half of a surrogate pair.")
        .Must(text => text is null || PlainText.Length(text) <= max)
        .WithErrorCode("max_length").WithMessage($"'{{PropertyName}}' may have at most {max} characters.")
        .Must(text => text is null || PlainText.Length(text.Trim()) >= min)
        .WithErrorCode("min_length").WithMessage($"'{{PropertyName}}' needs at least {min} characters.");

    public static IRuleBuilderOptions<T, int> Limit<T>(this IRuleBuilder<T, int> rule, int max) => rule
        .InclusiveBetween(1, max).WithErrorCode("range").WithMessage($"'{{PropertyName}}' must be between 1 and {max}.");

    public static IRuleBuilderOptions<T, long?> Position<T>(this IRuleBuilder<T, long?> rule) => rule
        .GreaterThanOrEqualTo(0).WithErrorCode("range").WithMessage("'{PropertyName}' must be 0 or more.");
}
