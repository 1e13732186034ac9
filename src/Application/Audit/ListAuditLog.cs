using System.Text.Json;
using ChatFlow.Application.Pipeline;
using ChatFlow.Domain.Permissions;
using FluentValidation;
using MediatR;

namespace ChatFlow.Application.Audit;

/// <summary>What was done in a workspace, newest first.</summary>
/// <param name="Actor">Only what this user did.</param>
/// <param name="Action">Only this action, by its name on the wire.</param>
/// <param name="Before">The id of an entry: only older ones.</param>
/// <param name="Limit">1 to 100.</param>
public sealed record ListAuditLog(Guid WorkspaceId, Guid? Actor, string? Action, Guid? Before, int Limit = 50) : IRequest<AuditPage>, IInWorkspace
{
    public static Permission Permission => Permission.ViewAuditLog;
}

/// <param name="NextCursor">For the next older page, as before; null when there is none.</param>
public sealed record AuditPage(IReadOnlyList<AuditEntryDto> Entries, int Limit, Guid? NextCursor);

/// <summary>An entry of the audit log on the wire.</summary>
/// <param name="Actor">The id of the user who did it.</param>
public sealed record AuditEntryDto(
    Guid Id, Guid Actor, string Action, string ResourceType, Guid ResourceId, AuditDetails Details, DateTimeOffset CreatedAt);

/// <param name="Ip">The network address that it was done from.</param>
/// <param name="Before">The values that were changed, as they were.</param>
public sealed record AuditDetails(string? Ip, string? UserAgent, JsonElement? Before, JsonElement? After);

/// <summary>Reads what stores write with their changes.</summary>
public interface IAuditLog
{
    Task<AuditPage> Read(ListAuditLog request, CancellationToken cancellationToken);
}

internal sealed class ListAuditLogValidator : AbstractValidator<ListAuditLog>
{
    public ListAuditLogValidator()
    {
        RuleFor(r => r.Action).Text(100);
        RuleFor(r => r.Limit).Limit(100);
    }
}

internal sealed class ListAuditLogHandler(IAuditLog log) : IRequestHandler<ListAuditLog, AuditPage>
{
    public Task<AuditPage> Handle(ListAuditLog request, CancellationToken cancellationToken) => log.Read(request, cancellationToken);
}
