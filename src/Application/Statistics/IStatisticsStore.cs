namespace ChatFlow.Application.Statistics;

/// <summary>What was counted of the workspaces' messages and reactions.</summary>
public interface IStatisticsStore
{
    /// <summary>Those of a workspace, with the channels that the user may read.</summary>
    Task<StatisticsDto> Of(Guid workspaceId, Guid userId, CancellationToken cancellationToken);
}
