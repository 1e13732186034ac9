using Dapper;
using Npgsql;

namespace ChatFlow.Infrastructure.Mail;

/// <summary>Writes a mail together with the one statement that is its cause.</summary>
internal sealed class MailQueue(NpgsqlDataSource postgres, MailSignal signal)
{
    /// <param name="cause">
    /// Parameters of the statement. Null when the address has no business here: then the mail is written and taken back, so that
    /// the answer takes as long, the flush to disk included, and its time tells nothing about who exists. Taken back as well when the
    /// statement finds nobody to do it for.
    /// </param>
    public async Task Add(string sql, object? cause, Application.Mail.Mail mail, CancellationToken cancellationToken)
    {
        await using var connection = await postgres.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        await Execute(MailSql.Add, mail);
        if (cause is null || await Execute(sql, cause) == 0)
            await Execute(MailSql.Remove, new { id = mail.Id });
        await transaction.CommitAsync(cancellationToken);
        signal.Ring();

        Task<int> Execute(string statement, object parameters) =>
            connection.ExecuteAsync(new CommandDefinition(statement, parameters, transaction, cancellationToken: cancellationToken));
    }
}
