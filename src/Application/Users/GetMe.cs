using ChatFlow.Application.Pipeline;
using ChatFlow.Domain.Permissions;
using MediatR;

namespace ChatFlow.Application.Users;

/// <summary>Who is signed in.</summary>
public sealed record GetMe : IRequest<UserDto>, IRestricted
{
    public static Permission Permission => Permission.SignedIn;
}

internal sealed class GetMeHandler(IUserStore users, ICaller caller) : IRequestHandler<GetMe, UserDto>
{
    public Task<UserDto> Handle(GetMe request, CancellationToken cancellationToken) => users.Get(caller.UserId, cancellationToken);
}
