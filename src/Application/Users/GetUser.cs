using ChatFlow.Application.Pipeline;
using ChatFlow.Domain.Permissions;
using MediatR;

namespace ChatFlow.Application.Users;

/// <summary>Somebody who shares a workspace with the caller; nobody else exists for them.</summary>
public sealed record GetUser(Guid UserId) : IRequest<UserDto>, IRestricted
{
    public static Permission Permission => Permission.SignedIn;
}

internal sealed class GetUserHandler(IUserStore users, ICaller caller) : IRequestHandler<GetUser, UserDto>
{
    public Task<UserDto> Handle(GetUser request, CancellationToken cancellationToken) => request.UserId == caller.UserId
        ? users.Get(caller.UserId, cancellationToken)
        : users.GetColleague(request.UserId, caller.UserId, cancellationToken);
}
