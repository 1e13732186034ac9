using ChatFlow.Domain.Messages;
using FluentValidation;
using FluentValidation.Results;

namespace ChatFlow.Application.Messages;

/// <summary>Where somebody writes a message: the Domain's rule, answered as a failed validation.</summary>
internal static class MessageContentRule
{
    public static void MessageContent<T>(this IRuleBuilderInitial<T, string?> rule) => rule.Custom((content, context) =>
    {
        if (Message.Flaw(content ?? "") is { } flaw)
            context.AddFailure(new ValidationFailure("Content", flaw.Message) { ErrorCode = flaw.Constraint });
    });
}
