using System.Text.Json;
using ChatFlow.Domain;
using ChatFlow.Domain.Channels;
using ChatFlow.Infrastructure.Permissions;
using ChatFlow.Infrastructure.Postgres;
using Npgsql;

namespace ChatFlow.Infrastructure.Channels;

/// <summary>
/// A channel whose row is locked until the end of the transaction: nobody else changes it, its members or its log, and what is
/// decided from <see cref="Access"/> stays true until the commit.
/// </summary>
internal sealed class LockedChannel
{
    private readonly NpgsqlTransaction transaction;

    private LockedChannel(NpgsqlTransaction transaction, ChannelAccess access) => (this.transaction, Access) = (transaction, access);

    /// <summary>What the actor may do here.</summary>
    public ChannelAccess Access { get; }

    /// <exception cref="NotFoundException">No such channel, or the actor is no active member of its workspace (any more).</exception>
    public static async Task<LockedChannel> Take(NpgsqlTransaction transaction, Guid channelId, Guid actorId, CancellationToken cancellationToken)
    {
        // A statement of its own: the next one sees all that was committed before the lock was got.
        await transaction.Execute(ChannelSql.Lock, new { channelId }, cancellationToken);
        var row = await transaction.Find<AccessRow>(AccessSql.ToChannel, new { channelId, userId = actorId }, cancellationToken)
            ?? throw new NotFoundException("The channel");
        return new LockedChannel(transaction, row.ToAccess(channelId, actorId));
    }

    /// <summary>Writes the next event of the channel's log.</summary>
    /// <param name="userId">Who did it, or to whom it happened.</param>
    /// <param name="details">What changed, in small values and without texts.</param>
    /// <returns>Its seq.</returns>
    public Task<long> Tell(
        string type, Guid userId, IReadOnlyDictionary<string, object?>? details, DateTimeOffset now, CancellationToken cancellationToken) =>
        transaction.Find<long>(
            ChannelSql.Tell,
            new { channelId = Access.ChannelId, type, userId, now, details = details is null ? null : JsonSerializer.Serialize(details) },
            cancellationToken);
}
