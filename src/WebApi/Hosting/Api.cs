using ChatFlow.WebApi.Audit;
using ChatFlow.WebApi.Channels;
using ChatFlow.WebApi.DirectMessages;
using ChatFlow.WebApi.Files;
using ChatFlow.WebApi.Health;
using ChatFlow.WebApi.Invites;
using ChatFlow.WebApi.Messages;
using ChatFlow.WebApi.Notifications;
using ChatFlow.WebApi.Presence;
using ChatFlow.WebApi.Realtime;
using ChatFlow.WebApi.Search;
using ChatFlow.WebApi.Sessions;
using ChatFlow.WebApi.Statistics;
using ChatFlow.WebApi.Users;
using ChatFlow.WebApi.Workspaces;
using Scalar.AspNetCore;

namespace ChatFlow.WebApi.Hosting;

/// <summary>Every address of the server.</summary>
internal static class Api
{
    public static void MapApi(this WebApplication app)
    {
        var api = app.MapGroup("/api").RequireAuthorization();
        api.MapAuth();
        api.MapUsers();
        api.MapWorkspaces();
        api.MapMembers();
        api.MapInvites();
        api.MapAudit();
        api.MapChannels();
        api.MapChannelMembers();
        api.MapMessages();
        api.MapFiles();
        api.MapDms();
        api.MapNotifications();
        api.MapSearch();
        api.MapPresence();
        api.MapStatistics();

        app.MapHub<ChatHub>("/hub", options =>
            {
                options.CloseOnAuthenticationExpiration = true;
                options.TransportMaxBufferSize = BoundedTransport.MostBytes;
            })
            // Lasts as long as the socket, which says nothing about speed.
            .DisableHttpMetrics();
        app.MapHealth();
        // Under its one name: for any other it would answer a text of its own.
        app.MapOpenApi("/openapi/{documentName:regex(^v1$)}.json");
        app.MapScalarApiReference("/docs", options =>
        {
            options.Title = "ChatFlow API";
            // Nothing from elsewhere: this may be a network without an internet.
            options.DefaultFonts = false;
            options.Telemetry = false;
            options.ShowDeveloperTools = DeveloperToolsVisibility.Never;
            options.HideClientButton = true;
            options.DisableAgent();
            options.DisableMcp();
        });
    }
}
