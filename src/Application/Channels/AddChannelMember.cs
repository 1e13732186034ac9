using ChatFlow.Application.Audit;
using ChatFlow.Application.Permissions;
using ChatFlow.Application.Pipeline;
using ChatFlow.Domain.Channels;
using ChatFlow.Domain.Permissions;
using FluentValidation;
using MediatR;

namespace ChatFlow.Application.Channels;

/// <summary>Joins a public channel oneself, brings in someone else of the workspace, or gives a member another role.</summary>
/// <param name="UserId">Null means the caller.</param>
/// <param name="Role">moderator or member; null keeps the role of a member, and makes a newcomer an ordinary one.</param>
public sealed record AddChannelMember(Guid ChannelId, Guid? UserId, string? Role = null) : IRequest<Joined>, IInChannel
{
    public static Permission Permission => Permission.JoinChannel;
}

internal sealed class AddChannelMemberValidator : AbstractValidator<AddChannelMember>
{
    public AddChannelMemberValidator() => RuleFor(r => r.Role).Must(role => role is null or "moderator" or "member")
        .WithErrorCode("one_of").WithMessage("'role' must be moderator or member.");
}

internal sealed class AddChannelMemberHandler(IChannelMemberStore members, IAccess access, ICaller caller)
    : IRequestHandler<AddChannelMember, Joined>
{
    public async Task<Joined> Handle(AddChannelMember request, CancellationToken cancellationToken)
    {
        var channel = await access.ToChannel(request.ChannelId, caller.UserId, cancellationToken);
        ChannelRole? role = request.Role is null ? null : request.Role == "moderator" ? ChannelRole.Moderator : ChannelRole.Member;
        var audit = caller.Did(AuditAction.ChannelMemberAdded, channel.WorkspaceId, AuditResource.Channel, request.ChannelId);
        return await members.Add(request.ChannelId, request.UserId ?? caller.UserId, role, audit, cancellationToken);
    }
}
