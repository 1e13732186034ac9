using ChatFlow.Application.Audit;
using ChatFlow.Application.Permissions;
using ChatFlow.Application.Pipeline;
using ChatFlow.Application.Workspaces;
using ChatFlow.Domain;
using ChatFlow.Domain.Workspaces;
using ChatFlow.Infrastructure.Audit;
using ChatFlow.Infrastructure.Postgres;
using ChatFlow.Infrastructure.Users;
using Dapper;
using Npgsql;

namespace ChatFlow.Infrastructure.Workspaces;

internal sealed class MemberStore(NpgsqlDataSource postgres, IAccess access, IEventPublisher events, TimeProvider clock) : IMemberStore
{
    public async Task<MemberPage> ListActive(Guid workspaceId, string? search, int page, int limit, CancellationToken cancellationToken)
    {
        await using var connection = await postgres.OpenConnectionAsync(cancellationToken);
        await using var both = await connection.QueryMultipleAsync(new CommandDefinition(
            $"{MemberSql.CountActive}; {MemberSql.ListActive}",
            new { workspaceId, search, limit, skip = (long)(page - 1) * limit },
            cancellationToken: cancellationToken));
        var total = await both.ReadSingleAsync<long>();
        return new MemberPage((await both.ReadAsync<MemberRow>()).Select(row => row.ToDto()).ToList(), page, limit, total);
    }

    public async Task<MemberDto> Get(Guid workspaceId, Guid userId, CancellationToken cancellationToken)
    {
        await using var connection = await postgres.OpenConnectionAsync(cancellationToken);
        var row = await connection.QuerySingleOrDefaultAsync<MemberRow>(
            new CommandDefinition(MemberSql.Get, new { workspaceId, userId }, cancellationToken: cancellationToken));
        return (row ?? throw NoMember()).ToDto();
    }

    public async Task GiveRole(Guid userId, WorkspaceRole role, AuditEntry audit, CancellationToken cancellationToken)
    {
        var workspaceId = audit.WorkspaceId;
        await using var connection = await postgres.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        var giver = await LockedMembers.Take(transaction, workspaceId, audit.ActorId, cancellationToken);
        var member = await LockedMembers.Find(transaction, workspaceId, userId, cancellationToken) ?? throw NoMember();
        switch (giver.GiveRole(member, role))
        {
            case RoleChange.None:
                return;
            case RoleChange.OwnershipTransferred:
                // The giver first: there is one owner at any time (workspace_members_owner).
                await SetRole(transaction, workspaceId, giver.UserId, WorkspaceRole.Admin, cancellationToken);
                await SetRole(transaction, workspaceId, userId, WorkspaceRole.Owner, cancellationToken);
                await transaction.Execute(MemberSql.SetOwner, new { workspaceId, userId }, cancellationToken);
                audit = audit with
                {
                    Action = AuditAction.OwnershipTransferred,
                    Resource = AuditResource.Workspace,
                    ResourceId = workspaceId,
                    Before = Value("owner_id", giver.UserId),
                    After = Value("owner_id", userId),
                };
                break;
            default:
                await SetRole(transaction, workspaceId, userId, role, cancellationToken);
                audit = audit with { Before = Value("role", WireName.Of(member.Role)), After = Value("role", WireName.Of(role)) };
                break;
        }
        await transaction.Log(audit, clock, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        await access.ForgetMember(workspaceId, giver.UserId);
        await access.ForgetMember(workspaceId, userId);
    }

    public async Task Remove(Guid userId, AuditEntry audit, CancellationToken cancellationToken)
    {
        await using var connection = await postgres.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        var remover = await LockedMembers.Take(transaction, audit.WorkspaceId, audit.ActorId, cancellationToken);
        var member = await LockedMembers.Find(transaction, audit.WorkspaceId, userId, cancellationToken) ?? throw NoMember();
        remover.DemandRemovalOf(member);
        await End(transaction, member, "removed", audit, cancellationToken);
    }

    public async Task Leave(AuditEntry audit, CancellationToken cancellationToken)
    {
        await using var connection = await postgres.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        var member = await LockedMembers.Take(transaction, audit.WorkspaceId, audit.ActorId, cancellationToken);
        member.DemandLeaving();
        await End(transaction, member, "left", audit, cancellationToken);
    }

    private async Task End(NpgsqlTransaction transaction, Member member, string status, AuditEntry audit, CancellationToken cancellationToken)
    {
        var departure = await Departure.Of(transaction, member.UserId, [audit.WorkspaceId], status, clock.Now(), cancellationToken);
        var entry = audit with { Before = Value("role", WireName.Of(member.Role)), After = Value("status", status) };
        await transaction.Log(entry, clock, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        await departure.Tell(access, events);
    }

    private static Task SetRole(
        NpgsqlTransaction transaction, Guid workspaceId, Guid userId, WorkspaceRole role, CancellationToken cancellationToken) =>
        transaction.Execute(MemberSql.SetRole, new { workspaceId, userId, role = WireName.Of(role) }, cancellationToken);

    private static Dictionary<string, object?> Value(string name, object value) => new() { [name] = value };

    private static NotFoundException NoMember() => new("The member");

    private sealed class MemberRow : UserRow
    {
        public required string Role { get; init; }
        public required string MemberStatus { get; init; }
        public DateTimeOffset JoinedAt { get; init; }
        public DateTimeOffset? LastActive { get; init; }

        public MemberDto ToDto() => new(ToUser(), Role, MemberStatus, JoinedAt, LastActive);
    }
}
