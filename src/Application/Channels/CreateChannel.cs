using ChatFlow.Application.Audit;
using ChatFlow.Application.Pipeline;
using ChatFlow.Domain.Channels;
using ChatFlow.Domain.Permissions;
using FluentValidation;
using MediatR;

namespace ChatFlow.Application.Channels;

/// <summary>Opens a channel in a workspace; the caller becomes its first member and moderator.</summary>
/// <param name="Type">public or private.</param>
public sealed record CreateChannel(Guid WorkspaceId, string? Name, string? Type, string? Description, string? Topic)
    : IRequest<ChannelDto>, IInWorkspace
{
    public static Permission Permission => Permission.CreateChannel;
}

internal sealed class CreateChannelValidator : AbstractValidator<CreateChannel>
{
    public CreateChannelValidator()
    {
        RuleFor(r => r.Name).Required().Text(Channel.MaxName, Channel.MinName);
        RuleFor(r => r.Type).Must(type => type is "public" or "private").WithErrorCode("one_of")
            .WithMessage("'type' must be public or private.");
        RuleFor(r => r.Description).Text(Channel.MaxDescription);
        RuleFor(r => r.Topic).Text(Channel.MaxTopic);
    }
}

internal sealed class CreateChannelHandler(IChannelStore channels, ICaller caller, TimeProvider clock)
    : IRequestHandler<CreateChannel, ChannelDto>
{
    public async Task<ChannelDto> Handle(CreateChannel request, CancellationToken cancellationToken)
    {
        var type = request.Type == "private" ? ChannelType.Private : ChannelType.Public;
        var channel = Channel.Create(
            request.WorkspaceId, request.Name!.Trim(), type, request.Description, request.Topic, caller.UserId, clock);
        var audit = caller.Did(AuditAction.ChannelCreated, channel.WorkspaceId, AuditResource.Channel, channel.Id, new Dictionary<string, object?>
        {
            ["type"] = WireName.Of(type),
        });
        await channels.Add(channel, audit, cancellationToken);
        return await channels.Get(channel.Id, caller.UserId, cancellationToken);
    }
}
