using ChatFlow.Application.Audit;
using ChatFlow.Application.Permissions;
using ChatFlow.Application.Pipeline;
using ChatFlow.Domain.Channels;
using ChatFlow.Domain.Permissions;
using FluentValidation;
using MediatR;

namespace ChatFlow.Application.Channels;

/// <summary>Renames a channel, which moves its slug, or describes it anew. What is null stays as it is.</summary>
/// <param name="Description">An empty text takes it away.</param>
/// <param name="Topic">As the description.</param>
public sealed record UpdateChannel(Guid ChannelId, string? Name, string? Description, string? Topic) : IRequest<ChannelDto>, IInChannel
{
    public static Permission Permission => Permission.UpdateChannel;
}

internal sealed class UpdateChannelValidator : AbstractValidator<UpdateChannel>
{
    public UpdateChannelValidator()
    {
        RuleFor(r => r.Name).Text(Channel.MaxName, Channel.MinName);
        RuleFor(r => r.Description).Text(Channel.MaxDescription);
        RuleFor(r => r.Topic).Text(Channel.MaxTopic);
    }
}

internal sealed class UpdateChannelHandler(IChannelStore channels, IAccess access, ICaller caller) : IRequestHandler<UpdateChannel, ChannelDto>
{
    public async Task<ChannelDto> Handle(UpdateChannel request, CancellationToken cancellationToken)
    {
        var channel = await access.ToChannel(request.ChannelId, caller.UserId, cancellationToken);
        var audit = caller.Did(AuditAction.ChannelUpdated, channel.WorkspaceId, AuditResource.Channel, request.ChannelId);
        var settings = new ChannelSettings(request.Name?.Trim(), request.Description, request.Topic);
        await channels.Update(request.ChannelId, settings, audit, cancellationToken);
        return await channels.Get(request.ChannelId, caller.UserId, cancellationToken);
    }
}
