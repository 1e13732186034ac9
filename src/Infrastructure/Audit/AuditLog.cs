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

    public static Task Log(this NpgsqlTransaction transaction, AuditEntry entry, TimeProvider clock, CancellationToken cancellationToken) =>
        transaction.Execute(
            AuditSql.Add,
            new
            {
                id = clock.NewId(),
                entry.WorkspaceId,
                entry.ActorId,
                action = WireName.Of(entry.Action),
                resourceType = WireName.Of(entry.Resource),
                entry.ResourceId,
                details = JsonSerializer.Serialize(new { Ip = entry.Address, entry.UserAgent, entry.Before, entry.After }, Options),
                now = clock.Now(),
            },
            cancellationToken);

    public static AuditDetails Details(string json) => JsonSerializer.Deserialize<AuditDetails>(json, Options)!;
}

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

        public AuditEntryDto ToDto() => new(Id, ActorId, Action, ResourceType, ResourceId, AuditWriting.Details(Details), CreatedAt);
    }
}

[Statements]
internal static class AuditSql
{
    public const string Add = """
        INSERT INTO audit_logs (id, workspace_id, actor_id, action, resource_type, resource_id, details, created_at)
        VALUES (@id, @WorkspaceId, @ActorId, @action, @resourceType, @ResourceId, @details::jsonb, @now)
        """;

    // audit_logs_workspace
    public const string List = """
        SELECT id, actor_id, action, resource_type, resource_id, details::text AS details, created_at
        FROM audit_logs
        WHERE workspace_id = @WorkspaceId
          AND (@Before::uuid IS NULL OR id < @Before)
          AND (@Actor::uuid IS NULL OR actor_id = @Actor)
          AND (@Action::text IS NULL OR action = @Action)
        ORDER BY id DESC LIMIT @take
        """;
}
