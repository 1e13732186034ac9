using ChatFlow.Application.Pipeline;
using ChatFlow.Application.Presence;
using ChatFlow.Domain.Permissions;
using FluentValidation;
using MediatR;

namespace ChatFlow.Application.Workspaces;

/// <summary>The active members of a workspace, by display name.</summary>
/// <param name="Search">Part of a display name or username, whatever its case.</param>
/// <param name="Page">From 1.</param>
/// <param name="Limit">1 to 100.</param>
public sealed record ListMembers(Guid WorkspaceId, string? Search, int Page = 1, int Limit = 50) : IRequest<MemberPage>, IInWorkspace
{
    public static Permission Permission => Permission.ViewWorkspace;
}

internal sealed class ListMembersValidator : AbstractValidator<ListMembers>
{
    public ListMembersValidator()
    {
        RuleFor(r => r.Search).Text(100).OverridePropertyName("q");
        RuleFor(r => r.Page).InclusiveBetween(1, 1_000_000).WithErrorCode("range").WithMessage("'page' must be 1 or more.");
        RuleFor(r => r.Limit).Limit(100);
    }
}

internal sealed class ListMembersHandler(IMemberStore members, IPresence presence) : IRequestHandler<ListMembers, MemberPage>
{
    public async Task<MemberPage> Handle(ListMembers request, CancellationToken cancellationToken)
    {
        var page = await members.ListActive(request.WorkspaceId, request.Search?.Trim(), request.Page, request.Limit, cancellationToken);
        var users = await presence.AsSeen([.. page.Members.Select(member => member.User)]);
        return page with { Members = [.. page.Members.Zip(users, (member, user) => member with { User = user })] };
    }
}
