using ChatFlow.Application.Audit;
using ChatFlow.Application.Permissions;
using ChatFlow.Application.Pipeline;
using ChatFlow.Application.Workspaces;
using ChatFlow.Domain;
using ChatFlow.Domain.Permissions;
using ChatFlow.Domain.Workspaces;
using ChatFlow.Infrastructure.Audit;
using ChatFlow.Infrastructure.Postgres;
using Dapper;
using Npgsql;

namespace ChatFlow.Infrastructure.Workspaces;

internal sealed class WorkspaceStore(NpgsqlDataSource postgres, IAccess access, IEventPublisher events, TimeProvider clock) : IWorkspaceStore
{
    public async Task Add(Workspace workspace, AuditEntry audit, CancellationToken cancellationToken)
    {
        await using var connection = await postgres.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        await WithFreeSlug(() => transaction.Execute(WorkspaceSql.Add, workspace, cancellationToken));
        await transaction.Log(audit, clock, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
    }

    public async Task Update(WorkspaceSettings settings, AuditEntry audit, CancellationToken cancellationToken)
    {
        await using var connection = await postgres.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        var before = await transaction.Find<SettingsRow>(WorkspaceSql.Lock, new { workspaceId = audit.WorkspaceId }, cancellationToken)
            ?? throw new NotFoundException("The workspace");
        var after = before.With(settings);
        var changes = before.ChangesTo(after);
        if (changes.Count == 0)
            return;
        await WithFreeSlug(() => transaction.Execute(
            WorkspaceSql.Update,
            new { workspaceId = audit.WorkspaceId, after.Name, after.Slug, after.Description, after.RetentionHours },
            cancellationToken));
        var entry = audit with
        {
            Before = changes.ToDictionary(c => c.Field, c => c.Before),
            After = changes.ToDictionary(c => c.Field, c => c.After),
        };
        await transaction.Log(entry, clock, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
    }

    public async Task Delete(AuditEntry audit, CancellationToken cancellationToken)
    {
        await using var connection = await postgres.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        var owner = await LockedMembers.Take(transaction, audit.WorkspaceId, audit.ActorId, cancellationToken);
        owner.Demand(Permission.DeleteWorkspace);
        var channels = await transaction.List<Guid>(WorkspaceSql.LockChannels, new { workspaceId = audit.WorkspaceId }, cancellationToken);
        await transaction.Execute(WorkspaceSql.Delete, new { workspaceId = audit.WorkspaceId, now = clock.Now() }, cancellationToken);
        await transaction.Log(audit, clock, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        await access.ForgetWorkspaces();
        events.Publish([new WorkspaceDeleted(audit.WorkspaceId, channels)]);
    }

    public async Task<WorkspaceDto> Get(Guid workspaceId, Guid userId, CancellationToken cancellationToken)
    {
        await using var connection = await postgres.OpenConnectionAsync(cancellationToken);
        return await connection.QuerySingleOrDefaultAsync<WorkspaceDto>(
            new CommandDefinition(WorkspaceSql.Get, new { workspaceId, userId }, cancellationToken: cancellationToken))
            ?? throw new NotFoundException("The workspace");
    }

    public async Task<IReadOnlyList<WorkspaceDto>> ListOf(Guid userId, CancellationToken cancellationToken)
    {
        await using var connection = await postgres.OpenConnectionAsync(cancellationToken);
        return (await connection.QueryAsync<WorkspaceDto>(
            new CommandDefinition(WorkspaceSql.ListOf, new { userId }, cancellationToken: cancellationToken))).AsList();
    }

    private static async Task WithFreeSlug(Func<Task> writing)
    {
        try
        {
            await writing();
        }
        catch (PostgresException e) when (PostgresErrors.IsUniqueViolation(e, "workspaces_slug_key"))
        {
            throw new ConflictException("slug", "This address is taken by another workspace.");
        }
    }

    private sealed record SettingsRow
    {
        public required string Name { get; init; }
        public required string Slug { get; init; }
        public string? Description { get; init; }
        public int? RetentionHours { get; init; }

        public SettingsRow With(WorkspaceSettings settings) => new()
        {
            Name = settings.Name ?? Name,
            Slug = settings.Slug ?? Slug,
            Description = settings.Description is { } description ? (description.Length == 0 ? null : description) : Description,
            RetentionHours = settings.RetentionHours is { } hours ? (hours == 0 ? null : hours) : RetentionHours,
        };

        public List<(string Field, object? Before, object? After)> ChangesTo(SettingsRow after) => new (string, object?, object?)[]
        {
            ("name", Name, after.Name),
            ("slug", Slug, after.Slug),
            ("description", Description, after.Description),
            ("retention_hours", RetentionHours, after.RetentionHours),
        }.Where(change => !Equals(change.Item2, change.Item3)).ToList();
    }
}
