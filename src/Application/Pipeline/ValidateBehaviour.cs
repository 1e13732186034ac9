using ChatFlow.Domain;
using FluentValidation;
using MediatR;

namespace ChatFlow.Application.Pipeline;

/// <summary>Runs every validator of the request and refuses with all that failed, not with the first.</summary>
internal sealed class ValidateBehaviour<TRequest, TResponse>(IEnumerable<IValidator<TRequest>> validators)
    : IPipelineBehavior<TRequest, TResponse>
    where TRequest : IRequest<TResponse>
{
    public async Task<TResponse> Handle(TRequest request, CancellationToken cancellationToken, RequestHandlerDelegate<TResponse> next)
    {
        List<InvalidField> invalid = [];
        // An id that was given and names nothing is a 404; one that was not given at all is a mistake in the request.
        if (request is IInChannel { ChannelId: var channelId } && channelId == Guid.Empty)
            invalid.Add(new InvalidField("channel_id", "required", "'channel_id' is required."));
        if (request is IInWorkspace { WorkspaceId: var workspaceId } && workspaceId == Guid.Empty)
            invalid.Add(new InvalidField("workspace_id", "required", "'workspace_id' is required."));
        foreach (var validator in validators)
        {
            var result = await validator.ValidateAsync(request, cancellationToken);
            invalid.AddRange(result.Errors.Select(e => new InvalidField(WireName.Of(e.PropertyName), e.ErrorCode, e.ErrorMessage)));
        }
        if (invalid.Count > 0)
            throw new InvalidRequestException(invalid);
        return await next();
    }
}
