using Microsoft.Extensions.Options;
using Polly;
using Polly.CircuitBreaker;
using Polly.Retry;
using Polly.Timeout;

namespace ChatFlow.Infrastructure.Mail;

/// <summary>
/// One attempt to get rid of a mail: repeated twice at once, for a server that only stumbled, and bounded in time. After three
/// attempts in a row that failed the server gets a minute's rest.
/// </summary>
internal sealed class MailDelivery
{
    public static readonly TimeSpan Break = TimeSpan.FromSeconds(60);

    private const int FailuresToOpen = 3;

    private readonly IMailTransport transport;
    private readonly CircuitBreakerManualControl breaker = new();
    private readonly ResiliencePipeline pipeline;

    public MailDelivery(IMailTransport transport, IOptions<MailOptions> options, TimeProvider clock)
    {
        this.transport = transport;
        var serverTrouble = new PredicateBuilder().Handle<Exception>(e =>
            !MailRefusal.IsAboutTheMail(e) && e is not OperationCanceledException);
        pipeline = new ResiliencePipelineBuilder { TimeProvider = clock }
            .AddCircuitBreaker(new CircuitBreakerStrategyOptions
            {
                ShouldHandle = serverTrouble,
                // Polly counts a share of a time. Cleared by every success, it is a count of failures in a row.
                FailureRatio = 1,
                MinimumThroughput = FailuresToOpen,
                SamplingDuration = TimeSpan.FromDays(1),
                BreakDuration = Break,
                ManualControl = breaker,
            })
            .AddRetry(new RetryStrategyOptions
            {
                ShouldHandle = serverTrouble,
                MaxRetryAttempts = 2,
                Delay = TimeSpan.FromMilliseconds(500),
                BackoffType = DelayBackoffType.Exponential,
                UseJitter = true,
            })
            .AddTimeout(new TimeoutStrategyOptions { Timeout = TimeSpan.FromSeconds(options.Value.Smtp.TimeoutSeconds) })
            .Build();
    }

    /// <exception cref="BrokenCircuitException">The server was not asked; RetryAfter says when it may be.</exception>
    public async Task Send(Application.Mail.Mail mail, CancellationToken cancellationToken)
    {
        try
        {
            await pipeline.ExecuteAsync(async attempt => await transport.Send(mail, attempt), cancellationToken);
        }
        catch (Exception refused) when (MailRefusal.IsAboutTheMail(refused))
        {
            await breaker.CloseAsync(CancellationToken.None);
            throw;
        }
        await breaker.CloseAsync(CancellationToken.None);
    }
}
