using ChatFlow.Application.Statistics;
using Dapper;
using Npgsql;

namespace ChatFlow.Infrastructure.Statistics;

internal sealed class StatisticsStore(NpgsqlDataSource postgres) : IStatisticsStore
{
    public async Task<StatisticsDto> Of(Guid workspaceId, Guid userId, CancellationToken cancellationToken)
    {
        await using var connection = await postgres.OpenConnectionAsync(cancellationToken);
        // The time first: a refresh in between makes the numbers newer than it says, never older.
        await using var all = await connection.QueryMultipleAsync(new CommandDefinition(
            $"{StatisticsSql.RefreshedAt}; {StatisticsSql.Channels}; {StatisticsSql.Members}",
            new { workspaceId, userId },
            cancellationToken: cancellationToken));
        return new StatisticsDto(
            await all.ReadSingleAsync<DateTimeOffset>(),
            (await all.ReadAsync<ChannelStatisticsDto>()).AsList(),
            (await all.ReadAsync<MemberStatisticsDto>()).AsList());
    }
}
