using ChatFlow.Application.Pipeline;
using ChatFlow.Application.Presence;
using ChatFlow.Domain.Permissions;
using MediatR;

namespace ChatFlow.Application.Users;

/// <summary>Somebody who shares a workspace with the caller; nobody else exists for them.</summary>
public sealed record GetUser(Guid UserId) : IRequest<UserDto>, IRestricted
{
    public static Permission Permission => Permission.SignedIn;
}

internal sealed class GetUserHandler(IUserStore users, IPresence presence, ICaller caller) : IRequestHandler<GetUser, UserDto>
{
    public async Task<UserDto> Handle(GetUser request, CancellationToken cancellationToken)
    {
        if (request.UserId == caller.UserId)
            return await users.Get(caller.UserId, cancellationToken);
        var colleague = await users.GetColleague(request.UserId, caller.UserId, cancellationToken);
        return (await presence.AsSeen([colleague]))[0];
    }
}
