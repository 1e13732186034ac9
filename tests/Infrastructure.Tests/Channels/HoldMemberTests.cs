using ChatFlow.Infrastructure.Channels;
using ChatFlow.Infrastructure.Workspaces;
using Dapper;
using Npgsql;

namespace ChatFlow.Infrastructure.Tests.Channels;

public class HoldMemberTests
{
    private LogFixture fixture = null!;

    [SetUp]
    public async Task CreateDatabase() => fixture = await LogFixture.Create();

    [TearDown]
    public async Task DropDatabase() => await fixture.DisposeAsync();

    [Test]
    public async Task Removal_WaitsForWhoeverBringsTheMemberIntoAChannel_WhichSeveralMayDoAtOnce()
    {
        var member = new { workspaceId = fixture.WorkspaceId, workspaceIds = new[] { fixture.WorkspaceId }, userId = fixture.StrangerId, status = "removed", now = TimeProvider.System.GetUtcNow() };
        await using var joining = await fixture.Database.DataSource.OpenConnectionAsync();
        await using var other = await fixture.Database.DataSource.OpenConnectionAsync();
        await using var removing = await fixture.Database.DataSource.OpenConnectionAsync();
        foreach (var connection in new[] { other, removing })
            await connection.ExecuteAsync("SET lock_timeout = '100ms'");

        await using var open = await joining.BeginTransactionAsync();
        Assert.That(await joining.QuerySingleOrDefaultAsync<Guid?>(ChannelSql.HoldMember, member, open), Is.EqualTo(fixture.StrangerId));
        Assert.That(await other.QuerySingleOrDefaultAsync<Guid?>(ChannelSql.HoldMember, member), Is.EqualTo(fixture.StrangerId));
        Assert.That(
            () => removing.ExecuteAsync(MemberSql.End, member), Throws.TypeOf<PostgresException>().With.Property("SqlState").EqualTo(PostgresErrorCodes.LockNotAvailable));

        await open.CommitAsync();
        await removing.ExecuteAsync(MemberSql.End, member);
        Assert.That(await other.QuerySingleOrDefaultAsync<Guid?>(ChannelSql.HoldMember, member), Is.Null);
    }
}
