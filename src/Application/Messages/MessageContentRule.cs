using ChatFlow.Domain.Messages;
using FluentValidation;
using FluentValidation.Results;

namespace ChatFlow.Application.Messages;

/// <summary>Where somebody writes a message: the Domain's rule, answered as a failed validation.</summary>
internal static class MessageContentRule
{
    /// <param name="hasFiles">Whether files are sent with it.</param>
    public static void MessageContent<T>(this IRuleBuilderInitial<T, string?> rule, Func<T, bool>? hasFiles = null) => rule.Custom((content, context) =>
    {
        if (Message.Flaw(content ?? "", hasFiles?.Invoke(context.InstanceToValidate) == true) is { } flaw)
            context.AddFailure(new ValidationFailure("Content", flaw.Message) { ErrorCode = flaw.Constraint });
    });
}
