using ChatFlow.Application.Audit;
using ChatFlow.Application.Channels;
using ChatFlow.Application.Permissions;
using ChatFlow.Application.Pipeline;
using ChatFlow.Domain;
using ChatFlow.Domain.Channels;
using ChatFlow.Infrastructure.Audit;
using ChatFlow.Infrastructure.Postgres;
using Dapper;
using Npgsql;

namespace ChatFlow.Infrastructure.Channels;

internal sealed class ChannelStore(NpgsqlDataSource postgres, IEventPublisher events, IAccess access, TimeProvider clock) : IChannelStore
{
    public async Task Add(Channel channel, AuditEntry audit, CancellationToken cancellationToken)
    {
        await using var connection = await postgres.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        await HoldMember(transaction, channel.WorkspaceId, channel.CreatedBy, "The workspace", cancellationToken);
        try
        {
            await transaction.Execute(
                ChannelSql.Add,
                new
                {
                    channel.Id,
                    channel.WorkspaceId,
                    channel.Name,
                    channel.Slug,
                    Type = WireName.Of(channel.Type),
                    channel.Description,
                    channel.Topic,
                    channel.CreatedBy,
                    channel.CreatedAt,
                    ChannelCreated.Seq,
                },
                cancellationToken);
        }
        catch (PostgresException e) when (PostgresErrors.IsUniqueViolation(e, "channels_slug"))
        {
            throw new ConflictException("name", "There is a channel with this name already.");
        }
        await transaction.Log(audit, clock, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        events.Publish(channel.TakeEvents());
    }

    public async Task<Joined> AddMember(Guid channelId, Guid userId, ChannelRole role, AuditEntry audit, CancellationToken cancellationToken)
    {
        await using var connection = await postgres.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        await HoldMember(transaction, audit.WorkspaceId, userId, "The user", cancellationToken);
        // Locked by its own statement: the next one then sees all that was committed before it got the lock.
        if (await transaction.Find<Guid?>(ChannelSql.Lock, new { channelId, workspaceId = audit.WorkspaceId }, cancellationToken) is null)
            throw new NotFoundException("The channel");
        var seq = await transaction.Find<long?>(
            ChannelSql.AddMember, new { channelId, userId, role = WireName.Of(role), now = clock.Now() }, cancellationToken);
        if (seq is not null)
            await transaction.Log(audit, clock, cancellationToken);
        await transaction.CommitAsync(cancellationToken);

        access.Forget(channelId, userId);
        if (seq is not null)
            events.Publish([new MemberJoined(channelId, userId, role, seq.Value)]);
        return new Joined(await GetMember(channelId, userId, cancellationToken), seq is not null);
    }

    public async Task<ChannelDto> Get(Guid channelId, Guid userId, CancellationToken cancellationToken)
    {
        await using var connection = await postgres.OpenConnectionAsync(cancellationToken);
        var row = await connection.QuerySingleOrDefaultAsync<ChannelRow>(
            new CommandDefinition(ChannelSql.Get, new { channelId, userId }, cancellationToken: cancellationToken))
            ?? throw new NotFoundException("The channel");
        return row.ToDto();
    }

    public async Task<IReadOnlyList<ChannelDto>> ListVisible(Guid workspaceId, Guid userId, CancellationToken cancellationToken)
    {
        await using var connection = await postgres.OpenConnectionAsync(cancellationToken);
        var rows = await connection.QueryAsync<ChannelRow>(
            new CommandDefinition(ChannelSql.ListVisible, new { workspaceId, userId }, cancellationToken: cancellationToken));
        return rows.Select(row => row.ToDto()).ToList();
    }

    public async Task<ChannelMemberDto> GetMember(Guid channelId, Guid userId, CancellationToken cancellationToken)
    {
        await using var connection = await postgres.OpenConnectionAsync(cancellationToken);
        var row = await connection.QuerySingleOrDefaultAsync<ChannelMemberRow>(
            new CommandDefinition(ChannelSql.GetMember, new { channelId, userId }, cancellationToken: cancellationToken))
            ?? throw new NotFoundException("The member");
        return row.ToDto();
    }

    private static async Task HoldMember(
        NpgsqlTransaction transaction, Guid workspaceId, Guid userId, string what, CancellationToken cancellationToken)
    {
        if (await transaction.Find<Guid?>(ChannelSql.HoldMember, new { workspaceId, userId }, cancellationToken) is null)
            throw new NotFoundException(what);
    }
}
