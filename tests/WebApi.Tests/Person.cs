using System.Net.Http.Json;
using System.Security.Claims;
using System.Text.Json;
using System.Text.RegularExpressions;
using ChatFlow.Application.Channels;
using ChatFlow.Application.Invites;
using ChatFlow.Application.Messages;
using ChatFlow.Application.Pipeline;
using ChatFlow.Application.Sessions;
using ChatFlow.Application.Users;
using ChatFlow.Application.Workspaces;
using ChatFlow.Domain;
using ChatFlow.Domain.Workspaces;
using ChatFlow.WebApi.Sessions;
using ChatFlow.WebApi.Wire;
using MediatR;
using Microsoft.AspNetCore.SignalR.Client;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.IdentityModel.JsonWebTokens;
using MimeKit;

namespace ChatFlow.WebApi.Tests;

/// <summary>Somebody with an account, signed in, as programs do it: over REST and the hub.</summary>
internal sealed class Person
{
    public const string Password = "Demo-pass-2025!";

    private readonly ChatServer server;
    private readonly LoggedIn session;

    private Person(ChatServer server, LoggedIn session)
    {
        this.server = server;
        this.session = session;
        Http = server.Http(session.AccessToken);
    }

    public HttpClient Http { get; }
    public string Token => session.AccessToken;
    public string RefreshToken => session.RefreshToken!;
    public UserDto User => session.User;

    /// <summary>Registers, opens the link of the mail, and logs in.</summary>
    public static async Task<Person> SignUp(ChatServer server, string displayName = "Milo Tanaka")
    {
        var email = NewEmail();
        var anyone = server.Http();
        await anyone.Post<UserDto>("/api/auth/register", new { email, password = Password, display_name = displayName });
        await anyone.Post<UserDto>("/api/auth/verify-email", new { token = await TokenMailedTo(server, email) });
        return await LogIn(server, email);
    }

    public static async Task<Person> LogIn(ChatServer server, string email) =>
        new(server, await server.Http().Post<LoggedIn>("/api/auth/login", new { email, password = Password }));

    public static string NewEmail() => $"p{TimeProvider.System.NewId():N}@example.org";

    public static async Task<string> TokenMailedTo(ChatServer server, string email) => TokenIn(await server.Mails.To(email));

    public static string TokenIn(MimeMessage mail) => Regex.Match(mail.TextBody!, @"\?token=([\w-]+)").Groups[1].Value;

    public Task<WorkspaceDto> CreateWorkspace() => Http.Post<WorkspaceDto>("/api/workspaces", new { name = $"W {TimeProvider.System.NewId()}" });

    public Task<ChannelDto> CreateChannel(WorkspaceDto workspace, string name = "general", string type = "public") =>
        Http.Post<ChannelDto>("/api/channels", new { workspace_id = workspace.Id, name, type });

    /// <summary>By an invitation that the workspace's owner makes in the same process.</summary>
    public async Task JoinWorkspace(WorkspaceDto workspace, WorkspaceRole role = WorkspaceRole.Member)
    {
        await using var scope = server.Services.CreateAsyncScope();
        var identity = new ClaimsIdentity([new Claim(JwtRegisteredClaimNames.Sub, workspace.OwnerId.ToString())]);
        scope.ServiceProvider.GetRequiredService<Caller>().Is(new ClaimsPrincipal(identity), http: null);
        var invite = await scope.ServiceProvider.GetRequiredService<IMediator>()
            .Send(new InviteMember(workspace.Id, null, WireName.Of(role), MaxUses: 1, null));
        await Http.Post<WorkspaceDto>($"/api/invites/{invite.Token}/accept", new { });
    }

    public Task<ChannelMemberDto> JoinChannel(ChannelDto channel) =>
        Http.Post<ChannelMemberDto>($"/api/channels/{channel.Id}/members", new { user_id = User.Id });

    public Task<MessageDto> Send(ChannelDto channel, string content, string? clientMessageId = null, Guid? threadId = null) =>
        Http.Post<MessageDto>($"/api/channels/{channel.Id}/messages", new { content, client_message_id = clientMessageId, thread_id = threadId });

    public async Task<T> Put<T>(string path, object body) => await (await Http.PutAsJsonAsync(path, body)).Data<T>();

    public Task<HubConnection> Connect() => server.Connect(Token);
}

internal static class WireCalls
{
    public static async Task<T> Get<T>(this HttpClient http, string path) => await (await http.GetAsync(path)).Data<T>();

    /// <summary>A list with its meta.</summary>
    public static async Task<Envelope<IReadOnlyList<T>>> Page<T>(this HttpClient http, string path) =>
        JsonSerializer.Deserialize<Envelope<IReadOnlyList<T>>>(await http.GetStringAsync(path), WireJson.Options)!;

    public static async Task<T> Post<T>(this HttpClient http, string path, object body) =>
        await (await http.PostAsJsonAsync(path, body)).Data<T>();

    public static async Task<T> Data<T>(this HttpResponseMessage response)
    {
        var text = await response.Content.ReadAsStringAsync();
        Assert.That((int)response.StatusCode, Is.InRange(200, 201), text);
        return JsonSerializer.Deserialize<Envelope<T>>(text, WireJson.Options)!.Data;
    }

    public static async Task<Error> Error(this HttpResponseMessage response)
    {
        var text = await response.Content.ReadAsStringAsync();
        var envelope = JsonSerializer.Deserialize<ErrorEnvelope>(text, WireJson.Options)!;
        Assert.That(envelope.Success, Is.False, text);
        Assert.That(envelope.Meta.RequestId, Is.EqualTo(response.Headers.GetValues("X-Request-ID").Single()));
        return envelope.Error;
    }

    public static async Task IsRefused(this Task<HttpResponseMessage> answering, int status, string code)
    {
        var response = await answering;
        Assert.That((int)response.StatusCode, Is.EqualTo(status), await response.Content.ReadAsStringAsync());
        Assert.That((await response.Error()).Code, Is.EqualTo(code));
    }
}
