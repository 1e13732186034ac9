using ChatFlow.Application.Audit;
using ChatFlow.Application.Channels;
using ChatFlow.Application.Permissions;
using ChatFlow.Application.Pipeline;
using ChatFlow.Domain;
using ChatFlow.Domain.Channels;
using ChatFlow.Domain.Permissions;
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
        var creator = new { workspaceId = channel.WorkspaceId, userId = channel.CreatedBy };
        if (await transaction.Find<Guid?>(ChannelSql.HoldMember, creator, cancellationToken) is null)
            throw new NotFoundException("The workspace");
        await WithFreeName(() => transaction.Execute(
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
            cancellationToken));
        await transaction.Log(audit, clock, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        events.Publish(channel.TakeEvents());
    }

    public async Task Update(Guid channelId, ChannelSettings settings, AuditEntry audit, CancellationToken cancellationToken)
    {
        await using var connection = await postgres.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        var channel = await LockedChannel.Take(transaction, channelId, audit.ActorId, cancellationToken);
        channel.Access.Demand(Permission.UpdateChannel);
        var before = (await transaction.Find<ChannelSettingsRow>(ChannelSql.Settings, new { channelId }, cancellationToken))!;
        var after = before.With(settings, channelId);
        var changes = before.ChangesTo(after);
        if (changes.Count == 0)
            return;
        await WithFreeName(() => transaction.Execute(
            ChannelSql.Update, new { channelId, after.Name, after.Slug, after.Description, after.Topic }, cancellationToken));
        var fields = changes.Select(c => c.Field).ToList();
        // What a private channel is called and is about is its members' business.
        var entry = channel.Access.Type == ChannelType.Private
            ? audit with { After = Value("changed", fields) }
            : audit with
            {
                Before = changes.ToDictionary(c => c.Field, object? (c) => c.Before),
                After = changes.ToDictionary(c => c.Field, object? (c) => c.After),
            };
        await Commit(transaction, channel, EventTypes.ChannelUpdated, fields, entry, cancellationToken);
    }

    public async Task SetArchived(Guid channelId, bool archived, AuditEntry audit, CancellationToken cancellationToken)
    {
        await using var connection = await postgres.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        var channel = await LockedChannel.Take(transaction, channelId, audit.ActorId, cancellationToken);
        channel.Access.Demand(Permission.ArchiveChannel);
        if (channel.Access.Archived == archived)
            return;
        await transaction.Execute(ChannelSql.SetArchived, new { channelId, archivedAt = archived ? clock.Now() : (DateTimeOffset?)null }, cancellationToken);
        var entry = audit with { Before = Value("archived", !archived), After = Value("archived", archived) };
        await Commit(transaction, channel, EventTypes.ChannelUpdated, ["archived"], entry, cancellationToken);
    }

    public async Task Delete(Guid channelId, AuditEntry audit, CancellationToken cancellationToken)
    {
        await using var connection = await postgres.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        var channel = await LockedChannel.Take(transaction, channelId, audit.ActorId, cancellationToken);
        channel.Access.Demand(Permission.DeleteChannel);
        await transaction.Execute(ChannelSql.Delete, new { channelId, now = clock.Now() }, cancellationToken);
        var entry = audit with { Before = Value("deleted", false), After = Value("deleted", true) };
        await Commit(transaction, channel, EventTypes.ChannelDeleted, ["deleted"], entry, cancellationToken);
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

    public async Task<IReadOnlyList<ChannelHead>> ReadableHeads(IReadOnlyList<Guid> channelIds, Guid userId, CancellationToken cancellationToken)
    {
        await using var connection = await postgres.OpenConnectionAsync(cancellationToken);
        return (await connection.QueryAsync<ChannelHead>(new CommandDefinition(
            ChannelSql.ReadableHeads, new { ids = channelIds.ToArray(), userId }, cancellationToken: cancellationToken))).AsList();
    }

    public async Task<ChannelDto> Describe(Guid channelId, CancellationToken cancellationToken)
    {
        await using var connection = await postgres.OpenConnectionAsync(cancellationToken);
        var row = await connection.QuerySingleOrDefaultAsync<ChannelRow>(
            new CommandDefinition(ChannelSql.Describe, new { channelId, userId = Guid.Empty }, cancellationToken: cancellationToken))
            ?? throw new NotFoundException("The channel");
        return row.ToDto();
    }

    /// <summary>Writes the event and the audit entry of a change, commits, and tells of it.</summary>
    private async Task Commit(
        NpgsqlTransaction transaction, LockedChannel channel, string type, List<string> changed, AuditEntry audit, CancellationToken cancellationToken)
    {
        var seq = await channel.Tell(type, audit.ActorId, Value("changed", changed), clock.Now(), cancellationToken);
        await transaction.Log(audit, clock, cancellationToken);
        await transaction.CommitAsync(cancellationToken);

        var of = channel.Access;
        await access.ForgetChannel(of.ChannelId);
        events.Publish([type == EventTypes.ChannelDeleted
            ? new ChannelDeleted(of.ChannelId, of.WorkspaceId, of.Type, seq)
            : new ChannelUpdated(of.ChannelId, of.WorkspaceId, of.Type, seq)]);
    }

    private static async Task WithFreeName(Func<Task> writing)
    {
        try
        {
            await writing();
        }
        catch (PostgresException e) when (PostgresErrors.IsUniqueViolation(e, "channels_slug"))
        {
            throw new ConflictException("name", "There is a channel with this name already.");
        }
    }

    private static Dictionary<string, object?> Value(string name, object value) => new() { [name] = value };
}
