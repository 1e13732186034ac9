using ChatFlow.Application.Audit;
using ChatFlow.Application.Mail;
using ChatFlow.Application.Permissions;
using ChatFlow.Application.Pipeline;
using ChatFlow.Application.Sessions;
using ChatFlow.Application.Users;
using ChatFlow.Application.Workspaces;
using ChatFlow.Domain.Permissions;
using ChatFlow.Domain.Users;
using ChatFlow.Domain.Workspaces;
using FluentValidation;
using MediatR;

namespace ChatFlow.Application.Invites;

/// <summary>Makes an invitation into a workspace: mailed to an address, or a link to hand on.</summary>
/// <param name="Role">member when null; never above the caller's own.</param>
/// <param name="MaxUses">Null means once for a mail, without limit for a link.</param>
/// <param name="ExpiresInHours">7 days when null.</param>
public sealed record InviteMember(Guid WorkspaceId, string? Email, string? Role, int? MaxUses, int? ExpiresInHours)
    : IRequest<InviteDto>, IInWorkspace
{
    public static Permission Permission => Permission.InviteMembers;
}

internal sealed class InviteMemberValidator : AbstractValidator<InviteMember>
{
    public InviteMemberValidator()
    {
        RuleFor(r => r.Email).Text(User.MaxEmail)
            .Must(email => email is null || EmailAddress.IsValid(email)).WithErrorCode("email").WithMessage("This is not an email address.");
        RuleFor(r => r.Role).Role();
        RuleFor(r => r.MaxUses).GreaterThan(0).WithErrorCode("range").WithMessage("'max_uses' must be 1 or more.");
        RuleFor(r => r.ExpiresInHours).InclusiveBetween(1, Invite.MaxHours).WithErrorCode("range")
            .WithMessage($"'expires_in_hours' must be between 1 and {Invite.MaxHours}.");
    }
}

internal sealed class InviteMemberHandler(
    IInviteStore invites, IAccess access, IWorkspaceStore workspaces, IUserStore users, ISecrets secrets, ILinks links, MailTexts texts,
    ICaller caller, TimeProvider clock)
    : IRequestHandler<InviteMember, InviteDto>
{
    public async Task<InviteDto> Handle(InviteMember request, CancellationToken cancellationToken)
    {
        var inviter = new Member(caller.UserId, await access.RoleIn(request.WorkspaceId, caller.UserId, cancellationToken));
        var role = request.Role is null ? WorkspaceRole.Member : RoleName.Parse(request.Role);
        var invite = Invite.By(
            inviter, request.WorkspaceId, request.Email?.Trim(), role, request.MaxUses, request.ExpiresInHours, clock);
        var token = secrets.New();
        var audit = caller.Did(AuditAction.MemberInvited, request.WorkspaceId, AuditResource.Invite, invite.Id, new Dictionary<string, object?>
        {
            ["by_mail"] = invite.Email is not null,
            ["role"] = WireName.Of(role),
            ["max_uses"] = invite.MaxUses,
        });
        var mail = invite.Email is null ? null : await MailFor(invite, token, cancellationToken);
        await invites.Add(invite, secrets.Hash(token), mail, audit, cancellationToken);
        return new InviteDto(
            invite.Id, token, links.Invite(token), invite.Email, WireName.Of(role), invite.MaxUses, Uses: 0, invite.ExpiresAt, invite.CreatedBy);
    }

    private async Task<Mail.Mail> MailFor(Invite invite, string token, CancellationToken cancellationToken)
    {
        var inviter = await users.Get(caller.UserId, cancellationToken);
        var workspace = await workspaces.Get(invite.WorkspaceId, caller.UserId, cancellationToken);
        return texts.Invitation(invite.Email!, inviter.DisplayName, workspace.Name, token) with { InviteId = invite.Id };
    }
}
