using ChatFlow.Application.Audit;
using ChatFlow.Application.Invites;
using ChatFlow.Application.Pipeline;
using ChatFlow.Domain;
using ChatFlow.Domain.Workspaces;
using ChatFlow.Infrastructure.Audit;
using ChatFlow.Infrastructure.Mail;
using ChatFlow.Infrastructure.Postgres;
using ChatFlow.Infrastructure.Workspaces;
using Npgsql;

namespace ChatFlow.Infrastructure.Invites;

internal sealed class InviteStore(NpgsqlDataSource postgres, IEventPublisher events, MailSignal signal, TimeProvider clock) : IInviteStore
{
    public async Task Add(Invite invite, byte[] secretHash, Application.Mail.Mail? mail, AuditEntry audit, CancellationToken cancellationToken)
    {
        await using var connection = await postgres.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        await transaction.Execute(
            InviteSql.Add,
            new
            {
                invite.Id,
                invite.WorkspaceId,
                secretHash,
                invite.Email,
                Role = WireName.Of(invite.Role),
                invite.MaxUses,
                invite.CreatedBy,
                invite.CreatedAt,
                invite.ExpiresAt,
            },
            cancellationToken);
        if (mail is not null)
            await transaction.Execute(MailSql.Add, mail, cancellationToken);
        await transaction.Log(audit, clock, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        signal.Ring();
    }

    public async Task<Guid> Accept(byte[] secretHash, Acceptance by, CancellationToken cancellationToken)
    {
        var now = clock.Now();
        await using var connection = await postgres.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        // Everything that decides is read by the second statement, when all earlier uses are committed.
        await transaction.Execute(InviteSql.LockWorkspace, new { secretHash }, cancellationToken);
        var found = await transaction.Find<InviteRow>(InviteSql.Find, new { secretHash, by.UserId, now }, cancellationToken)
            ?? throw Unknown();
        if (found.IsMember)
            return found.WorkspaceId;
        if (found.IsUsedUp || found.WasRemovedSince || !await InviterMayStill(transaction, found, cancellationToken))
            throw Unknown();
        if (found.MemberCount >= found.MemberLimit)
            throw new UnprocessableException($"The workspace is full: it may have {found.MemberLimit} members.");

        await transaction.Execute(InviteSql.Use, new { found.Id, found.WorkspaceId, by.UserId, found.Role, now }, cancellationToken);
        var audit = new AuditEntry(
            found.WorkspaceId, by.UserId, AuditAction.MemberJoined, AuditResource.User, by.UserId, Before: null,
            After: new Dictionary<string, object?> { ["role"] = found.Role, ["invite_id"] = found.Id }, by.Address, by.UserAgent);
        await transaction.Log(audit, clock, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        events.Publish([new WorkspaceMemberJoined(found.WorkspaceId, by.UserId)]);
        return found.WorkspaceId;
    }

    /// <summary>An invitation is worth what its maker could still give: someone removed or demoted leaves no way in behind.</summary>
    private static async Task<bool> InviterMayStill(NpgsqlTransaction transaction, InviteRow invite, CancellationToken cancellationToken)
    {
        try
        {
            var inviter = await LockedMembers.Find(transaction, invite.WorkspaceId, invite.CreatedBy, cancellationToken);
            inviter?.DemandInvitationAs(Enum.Parse<WorkspaceRole>(invite.Role, ignoreCase: true));
            return inviter is not null;
        }
        catch (ForbiddenException)
        {
            return false;
        }
    }

    private static NotFoundException Unknown() => new("The invitation");

    private sealed class InviteRow
    {
        public Guid Id { get; init; }
        public Guid WorkspaceId { get; init; }
        public required string Role { get; init; }
        public Guid CreatedBy { get; init; }
        public bool IsUsedUp { get; init; }
        public bool IsMember { get; init; }
        public bool WasRemovedSince { get; init; }
        public int MemberCount { get; init; }
        public int MemberLimit { get; init; }
    }
}

[Statements]
internal static class InviteSql
{
    public const string Add = """
        INSERT INTO invites (id, workspace_id, secret_hash, email, role, max_uses, created_by, created_at, expires_at)
        VALUES (@Id, @WorkspaceId, @secretHash, @Email, @Role, @MaxUses, @CreatedBy, @CreatedAt, @ExpiresAt)
        """;

    // The lock of all changes of members: uses and member_limit are counted one accept after another.
    public const string LockWorkspace = """
        SELECT w.id FROM workspaces w
        WHERE w.id = (SELECT i.workspace_id FROM invites i WHERE i.secret_hash = @secretHash) FOR NO KEY UPDATE
        """;

    // invites_secret_hash_key
    public const string Find = """
        SELECT i.id, i.workspace_id, i.role, i.created_by, w.member_count, w.member_limit,
               coalesce(i.uses >= i.max_uses, false) AS is_used_up,
               coalesce(m.status = 'active', false) AS is_member,
               coalesce(m.status = 'removed' AND m.ended_at >= i.created_at, false) AS was_removed_since
        FROM invites i
        JOIN workspaces w ON w.id = i.workspace_id AND w.deleted_at IS NULL
        JOIN users u ON u.id = @UserId
        LEFT JOIN workspace_members m ON m.workspace_id = i.workspace_id AND m.user_id = u.id
        WHERE i.secret_hash = @secretHash AND i.expires_at > @now AND (i.email IS NULL OR lower(i.email) = lower(u.email))
        """;

    public const string Use = """
        WITH used AS (
            UPDATE invites SET uses = uses + 1 WHERE id = @Id
        ), joined AS (
            INSERT INTO workspace_members AS m (workspace_id, user_id, role, status, joined_at)
            VALUES (@WorkspaceId, @UserId, @Role, 'active', @now)
            ON CONFLICT (workspace_id, user_id) DO UPDATE SET role = excluded.role, status = 'active', joined_at = excluded.joined_at, ended_at = NULL
        )
        UPDATE workspaces SET member_count = member_count + 1 WHERE id = @WorkspaceId
        """;
}
