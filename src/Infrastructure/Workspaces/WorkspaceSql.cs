using ChatFlow.Infrastructure.Files;
using ChatFlow.Infrastructure.Postgres;

namespace ChatFlow.Infrastructure.Workspaces;

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

    // Changes of a workspace and of who belongs to it come one after another: whoever makes one holds this lock.
    public const string Lock = """
        SELECT name, slug, description, retention_hours FROM workspaces
        WHERE id = @workspaceId AND deleted_at IS NULL FOR NO KEY UPDATE
        """;

    public const string Update = """
        UPDATE workspaces SET name = @Name, slug = @Slug, description = @Description, retention_hours = @RetentionHours
        WHERE id = @workspaceId
        """;

    // In id order, as everybody takes them.
    public const string LockChannels = """
        SELECT id FROM channels WHERE workspace_id = @workspaceId AND deleted_at IS NULL ORDER BY id FOR NO KEY UPDATE
        """;

    // Its channels too: the statement that writes messages asks the channel, and not the workspace.
    public const string Delete = """
        WITH closed AS (
            UPDATE channels SET deleted_at = @now WHERE workspace_id = @workspaceId AND deleted_at IS NULL
        ), swept_later AS (
        """ + FileSql.ExpireOfWorkspace + """
        )
        UPDATE workspaces SET deleted_at = @now WHERE id = @workspaceId
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
