using ChatFlow.Application.Audit;
using ChatFlow.Application.Permissions;
using ChatFlow.Application.Pipeline;
using ChatFlow.Application.Users;
using ChatFlow.Domain;
using ChatFlow.Domain.Workspaces;
using ChatFlow.Infrastructure.Audit;
using ChatFlow.Infrastructure.Caching;
using ChatFlow.Infrastructure.Files;
using ChatFlow.Infrastructure.Postgres;
using ChatFlow.Infrastructure.Sessions;
using ChatFlow.Infrastructure.Workspaces;
using Npgsql;

namespace ChatFlow.Infrastructure.Users;

/// <summary>
/// Locks are taken in this order: the account (which stops its own changes), workspaces, members, channels, and the account once
/// more so that nothing may refer to it. Whatever its owner had begun elsewhere comes before that, or finds them erased.
/// </summary>
internal sealed class Erasure(
    NpgsqlDataSource postgres, LiveSessions live, Caches caches, IAccess access, IEventPublisher events, TimeProvider clock) : IErasure
{
    // From nowhere: what is written of the erasing must not need to be erased.
    private static readonly Origin Nowhere = new(null, null);

    public async Task Erase(Guid userId, string passwordHash, CancellationToken cancellationToken)
    {
        while (!await TryErase(userId, passwordHash, cancellationToken))
        {
        }
    }

    /// <summary>False, and nothing done, when they became a member of something meanwhile.</summary>
    private async Task<bool> TryErase(Guid userId, string passwordHash, CancellationToken cancellationToken)
    {
        var now = clock.Now();
        await using var connection = await postgres.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        var email = await transaction.Find<string>(ErasureSql.LockAccount, new { userId }, cancellationToken) ?? throw AuditWriting.Erased();
        // Before any workspace is locked: a mail that is just being sent is waited for.
        await transaction.Execute(ErasureSql.DeleteMails, new { userId, email }, cancellationToken);
        await transaction.Execute(ErasureSql.DeleteTokens, new { userId, addressHash = LoginAttempts.HashOf(email) }, cancellationToken);
        var ended = await LiveSessions.EndAllOf(transaction, userId, except: null, cancellationToken);

        var locked = await transaction.List<Guid>(MemberSql.LockWorkspacesOf, new { userId }, cancellationToken);
        var roles = (await transaction.List<RoleRow>(MemberSql.RolesOf, new { userId }, cancellationToken))
            .Where(row => locked.Contains(row.WorkspaceId)).ToList();
        foreach (var row in roles)
            new Member(userId, row.WorkspaceRole).DemandErasure();
        var workspaceIds = roles.Select(row => row.WorkspaceId).ToArray();
        var departure = await Departure.Of(transaction, userId, workspaceIds, "left", now, cancellationToken);
        await transaction.Execute(ErasureSql.DeleteInvites, new { userId, email }, cancellationToken);

        await transaction.Execute(ErasureSql.HoldAgainstReferences, new { userId }, cancellationToken);
        if ((await transaction.List<RoleRow>(MemberSql.RolesOf, new { userId }, cancellationToken)).Count > 0)
            return false;
        foreach (var row in roles)
            await transaction.Log(row.Left(userId), clock, cancellationToken);
        await transaction.Log(new AccountEntry(userId, AuditAction.UserErased, Nowhere), clock, cancellationToken);
        // A reserved domain: no mail ever gets there.
        var nobodys = $"{userId}@erased.invalid";
        await transaction.Execute(ErasureSql.EmptyAccount, new { userId, nobodys, passwordHash, now }, cancellationToken);
        await transaction.Execute(FileSql.ExpireUnsent, new { userId, now }, cancellationToken);
        await transaction.Execute(ErasureSql.DeleteOrigins, new { userId }, cancellationToken);
        await transaction.CommitAsync(cancellationToken);

        await live.Ended(ended);
        await caches.Profiles.Forget(userId);
        await departure.Tell(access, events);
        return true;
    }

    private sealed class RoleRow
    {
        public Guid WorkspaceId { get; init; }
        public required string Role { get; init; }

        public WorkspaceRole WorkspaceRole => Enum.Parse<WorkspaceRole>(Role, ignoreCase: true);

        public AuditEntry Left(Guid userId) => new(
            WorkspaceId, userId, AuditAction.MemberLeft, AuditResource.User, userId,
            Before: new Dictionary<string, object?> { ["role"] = Role }, After: new Dictionary<string, object?> { ["status"] = "left" },
            Nowhere.Address, Nowhere.UserAgent);
    }
}

[Statements]
internal static class ErasureSql
{
    public const string LockAccount = "SELECT email FROM users WHERE id = @userId AND erased_at IS NULL FOR NO KEY UPDATE";

    // What is addressed to them, and the invitations that name them. Reads the whole queue, which is short.
    public const string DeleteMails = """
        DELETE FROM mails
        WHERE lower(recipient) = lower(@email) OR invite_id IN (SELECT id FROM invites WHERE created_by = @userId)
        """;

    public const string DeleteTokens = """
        WITH resets AS (
            DELETE FROM password_resets WHERE user_id = @userId
        ), verifications AS (
            DELETE FROM email_verifications WHERE user_id = @userId
        ), notifications_of_theirs AS (
            DELETE FROM notifications WHERE user_id = @userId
        )
        DELETE FROM login_attempts WHERE address_hash = @addressHash
        """;

    // Those that they made, which name others' addresses, and those made for their own; with mails_invite. Reads all: a rare thing.
    public const string DeleteInvites = """
        DELETE FROM invites WHERE created_by = @userId OR lower(email) = lower(@email)
        """;

    // Waits for everybody who refers to the row in a transaction that is not committed yet, and makes everybody else wait.
    public const string HoldAgainstReferences = "SELECT id FROM users WHERE id = @userId FOR UPDATE";

    public const string EmptyAccount = """
        UPDATE users SET
            email = @nobodys, username = 'deleted-' || right(id::text, 12), display_name = 'Deleted user',
            password_hash = @passwordHash, bio = NULL, timezone = NULL, status = 'offline', status_message = NULL,
            email_verified = false, last_seen_at = NULL, avatar_file_id = NULL, erased_at = @now
        WHERE id = @userId
        """;

    // audit_origins_actor. Allowed from the moment in which the actor is erased (audit_origins_erasable).
    public const string DeleteOrigins = "DELETE FROM audit_origins WHERE actor_id = @userId";
}
