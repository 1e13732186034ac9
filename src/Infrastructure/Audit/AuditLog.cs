using System.Text.Json;
using ChatFlow.Application.Audit;
using ChatFlow.Application.Pipeline;
using ChatFlow.Domain;
using ChatFlow.Infrastructure.Postgres;
using Dapper;
using Npgsql;

namespace ChatFlow.Infrastructure.Audit;

/// <summary>What stores call in the transaction of a change: it is logged, or it did not happen.</summary>
internal static class AuditWriting
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web) { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower };

    /// <exception cref="UnauthorizedException">The actor has been erased: whatever they had begun does not happen.</exception>
    public static async Task Log(this NpgsqlTransaction transaction, AuditEntry entry, TimeProvider clock, CancellationToken cancellationToken)
    {
        var written = await transaction.Add(
            entry.WorkspaceId, entry.ActorId, entry.Action, entry.Resource, entry.ResourceId, entry.Before, entry.After,
            new Origin(entry.Address, entry.UserAgent), clock, cancellationToken);
        if (!written)
            throw Erased();
    }

    /// <summary>As the other, for what somebody does with their own account: outside of every workspace, and read by nobody but them.</summary>
    /// <exception cref="UnauthorizedException">They have been erased.</exception>
    public static async Task Log(this NpgsqlTransaction transaction, AccountEntry entry, TimeProvider clock, CancellationToken cancellationToken)
    {
        if (!await transaction.TryLog(entry, clock, cancellationToken))
            throw Erased();
    }

    /// <summary>False, and nothing written, when there is no such user or they have been erased.</summary>
    public static Task<bool> TryLog(this NpgsqlTransaction transaction, AccountEntry entry, TimeProvider clock, CancellationToken cancellationToken) =>
        transaction.Add(
            workspaceId: null, entry.UserId, entry.Action, entry.SessionId is null ? AuditResource.User : AuditResource.Session,
            entry.SessionId ?? entry.UserId, before: null, entry.After, entry.From, clock, cancellationToken);

    public static UnauthorizedException Erased() => new("TOKEN_INVALID", "This account does not exist any more.");

    public static AuditDetails Details(string json, string? ip, string? userAgent) =>
        JsonSerializer.Deserialize<AuditDetails>(json, Options)! with { Ip = ip, UserAgent = userAgent };

    private static async Task<bool> Add(
        this NpgsqlTransaction transaction, Guid? workspaceId, Guid actorId, AuditAction action, AuditResource resource, Guid resourceId,
        IReadOnlyDictionary<string, object?>? before, IReadOnlyDictionary<string, object?>? after, Origin from, TimeProvider clock,
        CancellationToken cancellationToken) =>
        await transaction.Find<Guid?>(
            AuditSql.Add,
            new
            {
                id = clock.NewId(),
                workspaceId,
                actorId,
                action = WireName.Of(action),
                resourceType = WireName.Of(resource),
                resourceId,
                details = JsonSerializer.Serialize(new { Before = before, After = after }, Options),
                now = clock.Now(),
                from.Address,
                from.UserAgent,
            },
            cancellationToken) is not null;
}

/// <summary>Something that somebody did with their own account.</summary>
/// <param name="SessionId">The session that it was done to; null for the account itself.</param>
internal sealed record AccountEntry(
    Guid UserId, AuditAction Action, Origin From, Guid? SessionId = null, IReadOnlyDictionary<string, object?>? After = null);

internal sealed class AuditLog(NpgsqlDataSource postgres) : IAuditLog
{
    public async Task<AuditPage> Read(ListAuditLog request, CancellationToken cancellationToken)
    {
        await using var connection = await postgres.OpenConnectionAsync(cancellationToken);
        // One more than asked for tells whether there is more.
        var rows = (await connection.QueryAsync<Row>(new CommandDefinition(
            AuditSql.List,
            new { request.WorkspaceId, request.Actor, request.Action, request.Before, take = request.Limit + 1 },
            cancellationToken: cancellationToken))).AsList();
        var entries = rows.Take(request.Limit).Select(row => row.ToDto()).ToList();
        return new AuditPage(entries, request.Limit, rows.Count > request.Limit ? entries[^1].Id : null);
    }

    private sealed class Row
    {
        public Guid Id { get; init; }
        public Guid ActorId { get; init; }
        public required string Action { get; init; }
        public required string ResourceType { get; init; }
        public Guid ResourceId { get; init; }
        public required string Details { get; init; }
        public DateTimeOffset CreatedAt { get; init; }
        public string? Ip { get; init; }
        public string? UserAgent { get; init; }

        public AuditEntryDto ToDto() =>
            new(Id, ActorId, Action, ResourceType, ResourceId, AuditWriting.Details(Details, Ip, UserAgent), CreatedAt);
    }
}

[Statements]
internal static class AuditSql
{
    // The actor is held until the commit: whoever erases them waits for this transaction, or this one waits, and finds them erased.
    public const string Add = """
        WITH actor AS (
            SELECT id FROM users WHERE id = @actorId AND erased_at IS NULL FOR KEY SHARE
        ), entry AS (
            INSERT INTO audit_logs (id, workspace_id, actor_id, action, resource_type, resource_id, details, created_at)
            SELECT @id, @workspaceId::uuid, id, @action, @resourceType, @resourceId, @details::jsonb, @now FROM actor
            RETURNING id, actor_id
        ), origin AS (
            INSERT INTO audit_origins (audit_id, actor_id, ip, user_agent)
            SELECT id, actor_id, @Address, @UserAgent FROM entry WHERE @Address::text IS NOT NULL OR @UserAgent::text IS NOT NULL
        )
        SELECT id FROM entry
        """;

    // audit_logs_workspace, audit_origins' primary key
    public const string List = """
        SELECT a.id, a.actor_id, a.action, a.resource_type, a.resource_id, a.details::text AS details, a.created_at, o.ip, o.user_agent
        FROM audit_logs a LEFT JOIN audit_origins o ON o.audit_id = a.id
        WHERE a.workspace_id = @WorkspaceId
          AND (@Before::uuid IS NULL OR a.id < @Before)
          AND (@Actor::uuid IS NULL OR a.actor_id = @Actor)
          AND (@Action::text IS NULL OR a.action = @Action)
        ORDER BY a.id DESC LIMIT @take
        """;
}
