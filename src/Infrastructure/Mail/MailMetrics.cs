using System.Diagnostics.Metrics;
using ChatFlow.Application.Pipeline;

namespace ChatFlow.Infrastructure.Mail;

/// <summary>What becomes of mails, in numbers.</summary>
internal static class MailMetrics
{
    public static readonly Gauge<long> Waiting = Telemetry.Meter.CreateGauge<long>(
        "chatflow.mail.queue.length", "{mail}", "Mails in the queue that are not sent yet, of all nodes together, as this one has last seen them.");

    private static readonly Counter<long> Attempts = Telemetry.Meter.CreateCounter<long>(
        "chatflow.mail.attempts", "{attempt}", "Attempts to send a mail, by what became of them.");

    /// <param name="result">sent, postponed or given_up.</param>
    public static void Tried(string result) => Attempts.Add(1, new KeyValuePair<string, object?>("chatflow.mail.result", result));
}
