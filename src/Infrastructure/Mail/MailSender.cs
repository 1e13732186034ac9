using ChatFlow.Domain;
using Dapper;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;
using Polly.CircuitBreaker;

namespace ChatFlow.Infrastructure.Mail;

/// <summary>
/// Sends what lies in the queue, one mail at a time on each node. The row is locked while its mail is being sent and deleted
/// after it: a crash in between sends it once more, none is ever lost (docs/decisions/0010-mail-queue.md).
/// </summary>
internal sealed partial class MailSender(
    NpgsqlDataSource postgres, MailDelivery delivery, MailSignal signal, TimeProvider clock, ILogger<MailSender> logger) : BackgroundService
{
    private static readonly TimeSpan GiveUpAfter = TimeSpan.FromDays(3);
    private static readonly TimeSpan FirstDelay = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan LongestDelay = TimeSpan.FromMinutes(15);

    /// <summary>For mails that another node has queued, or whose next attempt has come.</summary>
    internal static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(5);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                while (await SendNext(stoppingToken))
                {
                }
                await using var connection = await postgres.OpenConnectionAsync(stoppingToken);
                MailMetrics.Waiting.Record(await connection.ExecuteScalarAsync<long>(new CommandDefinition(MailSql.Waiting, cancellationToken: stoppingToken)));
            }
            catch (Exception e) when (!stoppingToken.IsCancellationRequested)
            {
                // The database is away, or not migrated yet. The mails wait in it.
                NotTaken(e);
            }
            await signal.Wait(LookEvery, stoppingToken);
        }
    }

    /// <summary>False when none is due, or the mail server gets its rest.</summary>
    private async Task<bool> SendNext(CancellationToken stop)
    {
        await using var connection = await postgres.OpenConnectionAsync(stop);
        await using var transaction = await connection.BeginTransactionAsync(stop);
        if (await Take(connection, transaction, stop) is not (var mail, var attempts))
            return false;
        try
        {
            await delivery.Send(mail, stop);
            await Execute(MailSql.Remove, new { id = mail.Id });
            MailMetrics.Tried("sent");
            Sent(mail.Id);
        }
        catch (BrokenCircuitException)
        {
            // Not tried, so not counted: it stays due.
            return false;
        }
        catch (Exception failure) when (failure is not NpgsqlException && !stop.IsCancellationRequested)
        {
            await Failed(mail, attempts + 1, MailRefusal.Reason(failure));
        }
        await transaction.CommitAsync(CancellationToken.None);
        return true;

        async Task Failed(Application.Mail.Mail mail, int attempts, string reason)
        {
            var now = clock.Now();
            if (now - mail.CreatedAt >= GiveUpAfter)
            {
                await Execute(MailSql.Remove, new { id = mail.Id });
                MailMetrics.Tried("given_up");
                GivenUp(mail.Id, attempts, reason);
                return;
            }
            MailMetrics.Tried("postponed");
            var dueAt = now + Delay(attempts);
            await Execute(MailSql.Postpone, new { id = mail.Id, attempts, dueAt });
            Postponed(mail.Id, attempts, dueAt, reason);
        }

        // Not cancelled by a stop: what the server has taken is noted, or it would go out twice.
        Task Execute(string sql, object parameters) => connection.ExecuteAsync(new CommandDefinition(sql, parameters, transaction));
    }

    private async Task<(Application.Mail.Mail, int Attempts)?> Take(NpgsqlConnection connection, NpgsqlTransaction transaction, CancellationToken stop)
    {
        var due = await connection.QueryAsync<Application.Mail.Mail, int, (Application.Mail.Mail, int)>(
            new CommandDefinition(MailSql.Take, new { now = clock.Now() }, transaction, cancellationToken: stop),
            (mail, attempts) => (mail, attempts), splitOn: "attempts");
        foreach (var taken in due)
        {
            await connection.ExecuteAsync(new CommandDefinition(MailSql.StayIdle, transaction: transaction, cancellationToken: stop));
            return taken;
        }
        return null;
    }

    /// <summary>5 s, 10 s, 20 s… up to 15 min.</summary>
    internal static TimeSpan Delay(int attempts) =>
        attempts > 8 ? LongestDelay : TimeSpan.FromTicks(Math.Min(LongestDelay.Ticks, FirstDelay.Ticks << (attempts - 1)));

    [LoggerMessage(Level = LogLevel.Debug, Message = "Mail {MailId} is sent")]
    private partial void Sent(Guid mailId);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Mail {MailId} could not be sent at attempt {Attempt}, next one at {DueAt}: {Reason}")]
    private partial void Postponed(Guid mailId, int attempt, DateTimeOffset dueAt, string reason);

    [LoggerMessage(Level = LogLevel.Error, Message = "Mail {MailId} is given up after {Attempts} attempts in three days: {Reason}")]
    private partial void GivenUp(Guid mailId, int attempts, string reason);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The mail queue cannot be worked on; trying again in a moment")]
    private partial void NotTaken(Exception exception);
}
