using ChatFlow.Application.Pipeline;
using ChatFlow.Domain.Permissions;
using FluentValidation;
using MediatR;

namespace ChatFlow.Application.Channels;

/// <summary>The members of a channel, by display name.</summary>
/// <param name="Search">Part of a display name or username, whatever its case.</param>
/// <param name="Page">From 1.</param>
/// <param name="Limit">1 to 100.</param>
public sealed record ListChannelMembers(Guid ChannelId, string? Search, int Page = 1, int Limit = 50) : IRequest<ChannelMemberPage>, IInChannel
{
    public static Permission Permission => Permission.ReadChannel;
}

internal sealed class ListChannelMembersValidator : AbstractValidator<ListChannelMembers>
{
    public ListChannelMembersValidator()
    {
        RuleFor(r => r.Search).Text(100).OverridePropertyName("q");
        RuleFor(r => r.Page).InclusiveBetween(1, 1_000_000).WithErrorCode("range").WithMessage("'page' must be 1 or more.");
        RuleFor(r => r.Limit).Limit(100);
    }
}

internal sealed class ListChannelMembersHandler(IChannelMemberStore members) : IRequestHandler<ListChannelMembers, ChannelMemberPage>
{
    public Task<ChannelMemberPage> Handle(ListChannelMembers request, CancellationToken cancellationToken) =>
        members.List(request.ChannelId, request.Search?.Trim(), request.Page, request.Limit, cancellationToken);
}
