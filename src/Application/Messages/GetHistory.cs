using ChatFlow.Application.Permissions;
using ChatFlow.Application.Pipeline;
using ChatFlow.Domain.Permissions;
using MediatR;

namespace ChatFlow.Application.Messages;

/// <summary>What a message said before its edits, the first version first; for its author and those who may delete any message.</summary>
public sealed record GetHistory(Guid MessageId) : IRequest<IReadOnlyList<EarlierContent>>, IAboutMessage
{
    public static Permission Permission => Permission.ReadChannel;
}

/// <param name="Content">What it said until this edit.</param>
public sealed record EarlierContent(string Content, Guid EditedBy, DateTimeOffset EditedAt);

internal sealed class GetHistoryHandler(IAccess access, IMessageStore messages, ICaller caller) : IRequestHandler<GetHistory, IReadOnlyList<EarlierContent>>
{
    public async Task<IReadOnlyList<EarlierContent>> Handle(GetHistory request, CancellationToken cancellationToken)
    {
        var by = await access.ToMessage(request.MessageId, caller.UserId, cancellationToken);
        (await messages.Standing(request.MessageId, cancellationToken)).DemandHistory(by);
        return await messages.History(request.MessageId, cancellationToken);
    }
}
