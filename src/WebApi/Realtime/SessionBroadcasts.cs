using ChatFlow.Application.Pipeline;
using ChatFlow.Application.Sessions;
using ChatFlow.Domain.Sessions;
using MediatR;
using Microsoft.AspNetCore.SignalR;

namespace ChatFlow.WebApi.Realtime;

/// <summary>Closes the connections of sessions that are over: told why, then cut.</summary>
internal sealed class SessionBroadcasts(RevokedConnections revoked) : INotificationHandler<DomainEventNotification<SessionEnded>>
{
    public Task Handle(DomainEventNotification<SessionEnded> notification, CancellationToken cancellationToken) =>
        revoked.Close(notification.Event.SessionId, cancellationToken);
}

/// <param name="SessionId">The session that is over.</param>
internal sealed record RevokedSession(Guid SessionId);

/// <summary>
/// Also asks now and then whether the sessions of its connections still live: in a cluster the word of another node can be
/// lost, and a socket that calls nothing is asked nothing.
/// </summary>
internal sealed partial class RevokedConnections(
    IHubContext<ChatHub> hub, Connections connections, ISessionStore sessions, TimeProvider clock, ILogger<RevokedConnections> logger)
    : BackgroundService
{
    public const string Revoked = "session:revoked";

    private static readonly TimeSpan Between = TimeSpan.FromSeconds(15);

    /// <summary>Long enough for the word to be written to the socket, short enough for a client that does not read.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);

    public async Task Close(Guid sessionId, CancellationToken cancellationToken)
    {
        foreach (var connection in connections.OfSession(sessionId).ToList())
        {
            try
            {
                await hub.Clients.Client(connection.Id).SendAsync(Revoked, new RevokedSession(sessionId), cancellationToken)
                    .WaitAsync(Patience, clock, cancellationToken);
            }
            catch (TimeoutException)
            {
                // It does not listen; it is cut all the same.
            }
            connection.Close();
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Between, clock);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                await Look(stoppingToken);
            }
            catch (Exception e) when (!stoppingToken.IsCancellationRequested)
            {
                // Without the database nobody can say who is still signed in. The next round asks again.
                Failed(e);
            }
        }
    }

    private async Task Look(CancellationToken stoppingToken)
    {
        foreach (var session in connections.All.Select(connection => connection.SessionId).Distinct().ToList())
        {
            if (!await sessions.IsLive(session, stoppingToken))
                await Close(session, stoppingToken);
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Whether the sessions of connections still live could not be asked")]
    private partial void Failed(Exception exception);
}
