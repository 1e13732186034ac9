using System.Net.Http.Json;
using System.Text;
using ChatFlow.Application.Channels;
using ChatFlow.Application.Files;
using ChatFlow.Application.Invites;
using ChatFlow.Application.Messages;
using ChatFlow.Application.Search;
using ChatFlow.Application.Sessions;
using ChatFlow.Application.Users;
using ChatFlow.Application.Workspaces;
using ChatFlow.Domain;
using ChatFlow.Tests.Smtp;
using ChatFlow.WebApi.Tests.Files;
using Microsoft.AspNetCore.SignalR;
using Microsoft.AspNetCore.SignalR.Client;
using Microsoft.Extensions.DependencyInjection;

namespace ChatFlow.WebApi.Tests.Monitoring;

/// <summary>A bit of everything that people do, right and wrong, over REST and the hub, on a server with a mail server.</summary>
internal sealed class FullUse(ChatServer server, SmtpServer smtp)
{
    private const string OldPassword = "Mellow-Badger-71!";
    private const string NewPassword = "Quiet-Otter-2026!";
    private const string WrongPassword = "Wrong-Guess-8833!";

    private readonly string email = Person.NewEmail();
    private readonly string guestEmail = Person.NewEmail();
    private readonly HttpClient anyone = server.Http();
    private readonly List<string> secrets = [];

    /// <summary>A server that everything can be done on.</summary>
    public static ChatServer Server(SmtpServer smtp, params (string, string)[] settings) => Server(smtp, _ => { }, settings);

    public static ChatServer Server(SmtpServer smtp, Action<IServiceCollection> services, params (string, string)[] settings) => new(
        Shared.Server.Database, services,
        [
            ("Mail:PickupDirectory", ""), ("Mail:From", "ChatFlow <chat@example.org>"), ("Mail:Smtp:Host", "127.0.0.1"), ("Mail:Smtp:Port", $"{smtp.Port}"),
            ("Mail:Smtp:Security", "none"), .. settings,
        ]);

    /// <summary>Passwords, tokens, addresses, and what was written: all that no log may have.</summary>
    public IReadOnlyList<string> Secrets => secrets;

    public async Task Do()
    {
        secrets.AddRange([OldPassword, NewPassword, WrongPassword, email, guestEmail, ChatServer.SigningKey]);
        var person = await SignUp(email);
        var guest = await SignUp(guestEmail);
        await GetWrong(person);
        var (workspace, channel) = await Settle(person, guest);
        await Talk(person, workspace, channel);
        await OverTheHub(person, channel);
        await Forget();
        await (await person.PostAsJsonAsync("/api/auth/logout", new { })).Data<object>();
    }

    private async Task<HttpClient> SignUp(string address)
    {
        await anyone.Post<UserDto>("/api/auth/register", new { email = address, password = OldPassword, display_name = "Milo Tanaka" });
        await anyone.Post<UserDto>("/api/auth/verify-email", new { token = await MailedToken() });
        var loggedIn = await anyone.Post<LoggedIn>("/api/auth/login", new { email = address, password = OldPassword });
        var refreshed = await anyone.Post<LoggedIn>("/api/auth/refresh", new { refresh_token = loggedIn.RefreshToken });
        secrets.AddRange([loggedIn.AccessToken, loggedIn.RefreshToken!, refreshed.AccessToken, refreshed.RefreshToken!]);
        return server.Http(refreshed.AccessToken);
    }

    private async Task GetWrong(HttpClient person)
    {
        await anyone.PostAsJsonAsync("/api/auth/login", new { email, password = WrongPassword }).IsRefused(401, "INVALID_CREDENTIALS");
        await anyone.PostAsJsonAsync("/api/auth/register", new { email, password = OldPassword, display_name = "Milo Tanaka" }).IsRefused(409, "CONFLICT");
        await anyone.PostAsync("/api/auth/login", Json($$"""{"email": "{{email}}", "password": "{{WrongPassword}}" """)).IsRefused(400, "INVALID_REQUEST");
        await server.Http("not.a.token").GetAsync("/api/auth/me").IsRefused(401, "TOKEN_INVALID");
        await person.GetAsync($"/api/channels/{TimeProvider.System.NewId()}").IsRefused(404, "NOT_FOUND");
        await person.GetAsync("/api/nowhere?q=Hidden-Walrus").IsRefused(404, "NOT_FOUND");
        secrets.Add("Hidden-Walrus");
    }

    private async Task<(WorkspaceDto, ChannelDto)> Settle(HttpClient person, HttpClient guest)
    {
        var workspace = await person.Post<WorkspaceDto>("/api/workspaces", new { name = $"W {TimeProvider.System.NewId()}" });
        var invite = await person.Post<InviteDto>($"/api/workspaces/{workspace.Id}/invite", new { email = guestEmail });
        await smtp.Mail();
        await guest.Post<WorkspaceDto>($"/api/invites/{invite.Token}/accept", new { });
        await guest.PostAsJsonAsync($"/api/invites/{invite.Token}/accept", new { });
        secrets.Add(invite.Token!);
        var channel = await person.Post<ChannelDto>("/api/channels", new { workspace_id = workspace.Id, name = "general", type = "public" });
        await guest.PostAsJsonAsync($"/api/channels/{channel.Id}/messages", new { content = Said("Uninvited-Heron") }).IsRefused(403, "FORBIDDEN");
        return (workspace, channel);
    }

    private async Task Talk(HttpClient person, WorkspaceDto workspace, ChannelDto channel)
    {
        var path = $"/api/channels/{channel.Id}/messages";
        var sent = await person.Post<MessageDto>(path, new { content = Said("Purple-Narwhal") + " https://example.org/" + Said("Linked-Lynx") });
        await person.PutAsJsonAsync($"/api/messages/{sent.Id}", new { content = Said("Edited-Ferret") });
        await person.PostAsJsonAsync($"/api/messages/{sent.Id}/reactions", new { emoji = "👍" });
        await person.PutAsync($"/api/messages/{sent.Id}/pin", null);
        await person.Post<MessageDto>(path, new { content = Said("Threaded-Tapir"), thread_id = sent.Id });
        await person.PostAsJsonAsync(path, new { content = Said("Too-Long-Lemur") + new string('x', 4000) }).IsRefused(400, "INVALID_REQUEST");
        await person.Page<SearchHit>($"/api/search?workspace_id={workspace.Id}&q={Said("Sought-Stork")}");
        await person.Page<MessageDto>($"{path}?limit=10&include=html");
        await person.Get<ChannelEventsDto>($"/api/channels/{channel.Id}/events?after=0");
        using var form = FileCalls.Form(Encoding.UTF8.GetBytes(Said("Uploaded-Uakari")), Said("Named-Numbat") + ".txt", channel.Id.ToString());
        var file = await (await person.PostAsync("/api/files", form)).Data<FileDto>();
        await person.Post<MessageDto>(path, new { content = "", file_ids = new[] { file.Id } });
        await person.GetAsync($"/api/files/{file.Id}");
        await person.DeleteAsync($"/api/messages/{sent.Id}");
        await person.GetAsync("/api/users/me/export");
    }

    private async Task OverTheHub(HttpClient person, ChannelDto channel)
    {
        await using var hub = await server.Connect(person.DefaultRequestHeaders.Authorization!.Parameter!);
        var pushed = new Pushes(hub, EventTypes.MessageReceived);
        await hub.Send(channel, Said("Socketed-Salamander"));
        await pushed.Next();
        await hub.InvokeAsync("typing:start", new { channel_id = channel.Id });
        new Func<Task>(() => hub.Send(channel, " ")).IsRefused("INVALID_REQUEST");
        new Func<Task>(() => hub.InvokeAsync("message:edit", new { message_id = TimeProvider.System.NewId(), content = Said("Misplaced-Moose") })).IsRefused("NOT_FOUND");
        // Arguments that do not bind at all fail before anything of ours has seen them.
        Assert.That(() => hub.InvokeAsync("message:send", Said("Unbound-Urchin")), Throws.InstanceOf<HubException>());
    }

    private async Task Forget()
    {
        await anyone.Post<object>("/api/auth/forgot-password", new { email });
        var token = await MailedToken();
        await anyone.PostAsJsonAsync("/api/auth/reset-password", new { token = "not-" + token, password = NewPassword }).IsRefused(400, "INVALID_REQUEST");
        // Not done: it would end the session that goes on.
    }

    private async Task<string> MailedToken()
    {
        var token = Person.TokenIn((await smtp.Mail()).Message);
        secrets.Add(token);
        return token;
    }

    private string Said(string text)
    {
        secrets.Add(text);
        return text;
    }

    private static StringContent Json(string text) => new(text, Encoding.UTF8, "application/json");
}
