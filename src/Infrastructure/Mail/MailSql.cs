using ChatFlow.Infrastructure.Postgres;

namespace ChatFlow.Infrastructure.Mail;

[Statements]
internal static class MailSql
{
    /// <summary>For the transaction of whatever causes the mail; ring <see cref="MailSignal"/> after its commit.</summary>
    public const string Add = """
        INSERT INTO mails (id, recipient, subject, body_text, body_html, link, created_at, due_at, invite_id)
        VALUES (@Id, @To, @Subject, @Text, @Html, @Link, @CreatedAt, @CreatedAt, @InviteId)
        """;

    // mails_due. Whoever has taken a mail holds its row until it is sent: other nodes pass over it.
    public const string Take = """
        SELECT id, recipient AS "to", subject, body_text AS "text", body_html AS "html", link, created_at, attempts
        FROM mails WHERE due_at <= @now
        ORDER BY due_at LIMIT 1 FOR UPDATE SKIP LOCKED
        """;

    // A database that ends idle transactions would end this one while the mail server takes its time, and the mail would
    // be sent again and again. Until the end of the transaction only.
    public const string StayIdle = "SELECT set_config('idle_in_transaction_session_timeout', '0', true)";

    public const string Postpone = "UPDATE mails SET attempts = @attempts, due_at = @dueAt WHERE id = @id";

    // The whole table, which has only what waits.
    public const string Waiting = "SELECT count(*) FROM mails";

    public const string Remove = "DELETE FROM mails WHERE id = @id";
}
