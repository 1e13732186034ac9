using ChatFlow.Application.Channels;
using ChatFlow.Application.DirectMessages;
using ChatFlow.Application.Pipeline;
using ChatFlow.Domain;
using ChatFlow.Domain.Channels;
using ChatFlow.Infrastructure.Channels;
using ChatFlow.Infrastructure.Postgres;
using Dapper;
using Npgsql;

namespace ChatFlow.Infrastructure.DirectMessages;

internal sealed class DmStore(NpgsqlDataSource postgres, IEventPublisher events, TimeProvider clock) : IDmStore
{
    public async Task<(Guid ChannelId, bool IsNew)> Open(DirectConversation conversation, CancellationToken cancellationToken)
    {
        await using var connection = await postgres.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        var people = conversation.People.ToArray();
        var of = new
        {
            conversation.Id,
            conversation.WorkspaceId,
            Type = WireName.Of(conversation.Type),
            people,
            conversation.CreatedBy,
            conversation.CreatedAt,
            now = clock.Now(),
        };
        // As for every membership: whoever is being removed from the workspace is seen, or waits until this one stands.
        if ((await transaction.List<Guid>(DmSql.HoldMembers, of, cancellationToken)).Count < people.Length)
            throw new NotFoundException("One of these people");
        if (await transaction.Find<Guid?>(DmSql.Open, of, cancellationToken) is not null)
        {
            await transaction.CommitAsync(cancellationToken);
            events.Publish([new DirectConversationOpened(conversation.Id, conversation.People)]);
            return (conversation.Id, true);
        }

        // It was there. Somebody who left the workspace since, and came back, belongs to it again.
        var channelId = await transaction.Find<Guid>(DmSql.Find, of, cancellationToken);
        List<IDomainEvent> returned = [];
        var member = WireName.Of(ChannelRole.Member);
        var channel = await LockedChannel.Take(transaction, channelId, conversation.CreatedBy, cancellationToken);
        foreach (var userId in await transaction.List<Guid>(DmSql.Missing, new { channelId, people }, cancellationToken))
        {
            await transaction.Execute(ChannelMemberSql.Add, new { channelId, userId, role = member, of.now }, cancellationToken);
            var seq = await channel.Tell(
                EventTypes.MemberJoined, userId, new Dictionary<string, object?> { ["role"] = member }, of.now, cancellationToken);
            returned.Add(new MemberJoined(channelId, userId, ChannelRole.Member, PreviousRole: null, seq));
        }
        await transaction.CommitAsync(cancellationToken);
        events.Publish(returned);
        return (channelId, false);
    }

    public async Task<IReadOnlyList<ChannelDto>> List(Guid workspaceId, Guid userId, CancellationToken cancellationToken)
    {
        await using var connection = await postgres.OpenConnectionAsync(cancellationToken);
        var rows = await connection.QueryAsync<ChannelRow>(
            new CommandDefinition(ChannelSql.ListDms, new { workspaceId, userId }, cancellationToken: cancellationToken));
        return rows.Select(row => row.ToDto()).ToList();
    }
}

[Statements]
internal static class DmSql
{
    // In id order, as everybody takes them.
    public const string HoldMembers = """
        SELECT w.user_id
        FROM workspace_members w JOIN workspaces s ON s.id = w.workspace_id AND s.deleted_at IS NULL
        WHERE w.workspace_id = @WorkspaceId AND w.user_id = ANY(@people) AND w.status = 'active'
        ORDER BY w.user_id FOR SHARE OF w
        """;

    // channels_people decides between two who open it at once. A name is for lists that know nothing of people.
    public const string Open = """
        WITH opened AS (
            INSERT INTO channels (id, workspace_id, name, slug, type, people, created_by, created_at, last_seq, member_count)
            VALUES (@Id::uuid, @WorkspaceId, 'Direct message', @Id::uuid::text, @Type, @people::uuid[], @CreatedBy, @CreatedAt, 1, cardinality(@people::uuid[]))
            ON CONFLICT (workspace_id, people) WHERE people IS NOT NULL DO NOTHING
            RETURNING id, created_at
        ), joined AS (
            INSERT INTO channel_members (channel_id, user_id, role, last_read_seq, joined_at)
            SELECT id, person, 'member', 1, created_at FROM opened, unnest(@people::uuid[]) AS p(person)
        )
        INSERT INTO channel_events (channel_id, seq, type, user_id, created_at)
        SELECT id, 1, 'channel:created', @CreatedBy, created_at FROM opened
        RETURNING channel_id
        """;

    // channels_people
    public const string Find = "SELECT id FROM channels WHERE workspace_id = @WorkspaceId AND people = @people";

    public const string Missing = """
        SELECT p.person FROM unnest(@people::uuid[]) AS p(person)
        WHERE NOT EXISTS (SELECT 1 FROM channel_members m WHERE m.channel_id = @channelId AND m.user_id = p.person)
        ORDER BY p.person
        """;
}
