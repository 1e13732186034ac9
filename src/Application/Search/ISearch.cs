namespace ChatFlow.Application.Search;

/// <summary>Finds messages. What was sent, edited or deleted is so in here within a second.</summary>
public interface ISearch
{
    /// <summary>Only what the user may read: public channels of the workspace, and those that they are a member of.</summary>
    /// <param name="newestFirst">False puts the best first.</param>
    /// <param name="page">From 1.</param>
    Task<SearchPage> Find(
        Guid workspaceId, Guid userId, SearchTerms terms, bool newestFirst, int page, int limit, CancellationToken cancellationToken);
}
