using ChatFlow.Application.Pipeline;
using ChatFlow.Application.Workspaces;
using ChatFlow.Domain;
using ChatFlow.Domain.Workspaces;
using ChatFlow.Infrastructure.Postgres;
using Dapper;
using Npgsql;

namespace ChatFlow.Infrastructure.Workspaces;

internal sealed class WorkspaceStore(NpgsqlDataSource postgres, TimeProvider clock) : IWorkspaceStore
{
    public async Task Add(Workspace workspace, CancellationToken cancellationToken)
    {
        await using var connection = await postgres.OpenConnectionAsync(cancellationToken);
        try
        {
            await connection.ExecuteAsync(new CommandDefinition(WorkspaceSql.Add, workspace, cancellationToken: cancellationToken));
        }
        catch (PostgresException e) when (PostgresErrors.IsUniqueViolation(e, "workspaces_slug_key"))
        {
            throw new ConflictException("slug", "This address is taken by another workspace.");
        }
    }

    public async Task AddMember(Guid workspaceId, Guid userId, WorkspaceRole role, CancellationToken cancellationToken)
    {
        await using var connection = await postgres.OpenConnectionAsync(cancellationToken);
        await connection.ExecuteAsync(new CommandDefinition(
            WorkspaceSql.AddMember, new { workspaceId, userId, role = WireName.Of(role), now = clock.Now() }, cancellationToken: cancellationToken));
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
}

[Statements]
internal static class WorkspaceSql
{
    public const string Add = """
        WITH added AS (
            INSERT INTO workspaces (id, name, slug, description, owner_id, retention_hours, created_at)
            VALUES (@Id, @Name, @Slug, @Description, @OwnerId, @RetentionHours, @CreatedAt)
            RETURNING id, owner_id, created_at
        )
        INSERT INTO workspace_members (workspace_id, user_id, role, status, joined_at)
        SELECT id, owner_id, 'owner', 'active', created_at FROM added
        """;

    public const string AddMember = """
        WITH added AS (
            INSERT INTO workspace_members (workspace_id, user_id, role, status, joined_at)
            VALUES (@workspaceId, @userId, @role, 'active', @now)
            ON CONFLICT DO NOTHING
            RETURNING workspace_id
        )
        UPDATE workspaces w SET member_count = w.member_count + 1 FROM added WHERE w.id = added.workspace_id
        """;

    private const string Select = """
        SELECT w.id, w.name, w.slug, w.description, w.owner_id, w.plan, w.member_limit, w.member_count, w.retention_hours,
               m.role, w.created_at
        FROM workspace_members m JOIN workspaces w ON w.id = m.workspace_id AND w.deleted_at IS NULL
        WHERE m.user_id = @userId AND m.status = 'active'
        """;

    public const string Get = Select + " AND w.id = @workspaceId";

    // workspace_members_user
    public const string ListOf = Select + " ORDER BY lower(w.name), w.id";
}
