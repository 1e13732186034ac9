using ChatFlow.Application.Permissions;
using ChatFlow.Domain;
using ChatFlow.Domain.Permissions;
using MediatR;

namespace ChatFlow.Application.Pipeline;

/// <summary>The one place that asks whether the caller may do what the request type declares, for REST and hub alike.</summary>
internal sealed class AuthoriseBehaviour<TRequest, TResponse>(ICaller caller, IAccess access) : IPipelineBehavior<TRequest, TResponse>
    where TRequest : IRequest<TResponse>, IRestricted
{
    public async Task<TResponse> Handle(TRequest request, CancellationToken cancellationToken, RequestHandlerDelegate<TResponse> next)
    {
        if (TRequest.Permission == Permission.Anonymous)
            return await next();

        var userId = caller.UserId;
        switch (request)
        {
            case IInChannel channel:
                (await access.ToChannel(channel.ChannelId, userId, cancellationToken)).Demand(TRequest.Permission);
                break;
            case IAboutMessage about:
                (await access.ToMessage(about.MessageId, userId, cancellationToken)).Demand(TRequest.Permission);
                break;
            case IInWorkspace workspace:
                var role = await access.RoleIn(workspace.WorkspaceId, userId, cancellationToken);
                if (!PermissionMatrix.Allows(role, TRequest.Permission))
                    throw new ForbiddenException("Your role does not allow this.");
                break;
            default:
                // A scoped permission on a request that names no scope could only be allowed to everyone.
                if (TRequest.Permission != Permission.SignedIn)
                    throw new InvalidOperationException($"{typeof(TRequest).Name} names no workspace or channel for {TRequest.Permission}.");
                break;
        }
        return await next();
    }
}
