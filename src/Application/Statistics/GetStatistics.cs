using ChatFlow.Application.Pipeline;
using ChatFlow.Domain.Permissions;
using MediatR;

namespace ChatFlow.Application.Statistics;

/// <summary>The statistics of a workspace, as far as the caller may read it.</summary>
public sealed record GetStatistics(Guid WorkspaceId) : IRequest<StatisticsDto>, IInWorkspace
{
    public static Permission Permission => Permission.ViewWorkspace;
}

internal sealed class GetStatisticsHandler(IStatisticsStore statistics, ICaller caller) : IRequestHandler<GetStatistics, StatisticsDto>
{
    public Task<StatisticsDto> Handle(GetStatistics request, CancellationToken cancellationToken) =>
        statistics.Of(request.WorkspaceId, caller.UserId, cancellationToken);
}
