using ChatFlow.Domain;
using ChatFlow.Domain.Workspaces;
using ChatFlow.Infrastructure.Postgres;
using Npgsql;

namespace ChatFlow.Infrastructure.Workspaces;

/// <summary>Members of a workspace as they stand while its lock is held: what is decided from them stays true until the commit.</summary>
internal static class LockedMembers
{
    /// <summary>Locks the workspace for the transaction, and gives the member who acts.</summary>
    /// <exception cref="NotFoundException">No such workspace, or they are no active member (any more).</exception>
    public static async Task<Member> Take(NpgsqlTransaction transaction, Guid workspaceId, Guid actorId, CancellationToken cancellationToken)
    {
        // A statement of its own: the next one sees all that was committed before the lock was got.
        await transaction.Execute(WorkspaceSql.Lock, new { workspaceId }, cancellationToken);
        return await Find(transaction, workspaceId, actorId, cancellationToken) ?? throw new NotFoundException("The workspace");
    }

    public static async Task<Member?> Find(NpgsqlTransaction transaction, Guid workspaceId, Guid userId, CancellationToken cancellationToken)
    {
        var role = await transaction.Find<string>(MemberSql.Role, new { workspaceId, userId }, cancellationToken);
        return role is null ? null : new Member(userId, Enum.Parse<WorkspaceRole>(role, ignoreCase: true));
    }
}
