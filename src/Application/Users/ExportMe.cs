using ChatFlow.Application.Audit;
using ChatFlow.Application.Pipeline;
using ChatFlow.Domain;
using ChatFlow.Domain.Permissions;
using MediatR;

namespace ChatFlow.Application.Users;

/// <summary>Everything that is kept about the caller, written as it is read: it may be more than fits into memory.</summary>
/// <param name="To">Nothing is written to it when the request is refused.</param>
public sealed record ExportMe(IExportDocument To) : IRequest<Unit>, IRestricted
{
    public static Permission Permission => Permission.SignedIn;
}

/// <summary>One object whose members come one after another.</summary>
public interface IExportDocument
{
    Task Add<T>(string name, T value, CancellationToken cancellationToken);

    Task AddList<T>(string name, IAsyncEnumerable<T> items, CancellationToken cancellationToken);

    /// <summary>Without it the document is not complete, and can be seen not to be.</summary>
    Task End(CancellationToken cancellationToken);
}

/// <summary>What is kept of a person, in all tables.</summary>
public interface IPersonalRecords
{
    /// <summary>
    /// Writes all of it as it was at one moment, however long it takes. That it was asked for is audited before.
    /// </summary>
    /// <exception cref="UnauthorizedException">They have been erased.</exception>
    /// <exception cref="UnavailableException">Too many exports are being written.</exception>
    Task Write(Guid userId, Origin from, IExportDocument to, CancellationToken cancellationToken);
}

internal sealed class ExportMeHandler(IPersonalRecords records, ICaller caller) : IRequestHandler<ExportMe, Unit>
{
    public async Task<Unit> Handle(ExportMe request, CancellationToken cancellationToken)
    {
        await records.Write(caller.UserId, caller.Origin(), request.To, cancellationToken);
        return Unit.Value;
    }
}
