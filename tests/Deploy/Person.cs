using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Net.WebSockets;
using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Http.Connections;
using Microsoft.AspNetCore.SignalR.Client;
using MimeKit;

namespace ChatFlow.Deploy.Tests;

/// <summary>Somebody who signs up over nginx, as a browser does. Every request is a connection of its own: none can have been closed meanwhile.</summary>
internal sealed class Person : IDisposable
{
    public const string Site = "http://127.0.0.1:8282";
    private const string Password = "Demo-pass-2025!";

    private Person(string token, Guid id, HttpClient http)
    {
        Token = token;
        Id = id;
        Http = http;
        Http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
    }

    public string Token { get; }
    public Guid Id { get; }
    public HttpClient Http { get; }

    public static HttpClient Client()
    {
        var http = new HttpClient { BaseAddress = new Uri(Site), Timeout = TimeSpan.FromMinutes(2) };
        http.DefaultRequestHeaders.ConnectionClose = true;
        return http;
    }

    public static async Task<Person> SignUp(Machine machine, string name)
    {
        using var anyone = Client();
        var email = $"{name}@example.org";
        await Data(await anyone.PostAsJsonAsync("/api/auth/register", new { email, password = Password, display_name = name }));
        string? token = null;
        await Machine.Wait($"the mail to {email} has come", () => (token = TokenMailedTo(machine, email)) is not null);
        await Data(await anyone.PostAsJsonAsync("/api/auth/verify-email", new { token }));
        return await LogIn(email);
    }

    /// <param name="over">How the person asks, from then on as well; not given, over port 8282.</param>
    public static async Task<Person> LogIn(string email, HttpClient? over = null)
    {
        var http = over ?? Client();
        var session = await Data(await http.PostAsJsonAsync("/api/auth/login", new { email, password = Password }));
        return new Person(session.GetProperty("access_token").GetString()!, session.GetProperty("user").GetProperty("id").GetGuid(), http);
    }

    public async Task<JsonElement> Get(string address) => await Data(await Http.GetAsync(address));

    public async Task<JsonElement> Post(string address, object? body = null) => await Data(await Http.PostAsJsonAsync(address, body ?? new { }));

    public bool IsAnswered()
    {
        try
        {
            return Http.GetAsync("/api/health/ready").Result.IsSuccessStatusCode;
        }
        catch (AggregateException notYet) when (notYet.InnerException is HttpRequestException)
        {
            return false;
        }
    }

    public async Task<string> Timeline(Guid channel) =>
        string.Join('\n', (await Get($"/api/channels/{channel}/messages?limit=100")).EnumerateArray().Select(message => $"{message.GetProperty("seq")} {message.GetProperty("content")}"));

    /// <returns>The message's id.</returns>
    public async Task<Guid> SayOverTheHub(Uri address, HttpMessageHandler over, Guid channel, string content)
    {
        using var invoker = new HttpMessageInvoker(over);
        await using var hub = new HubConnectionBuilder().WithUrl(address, options =>
        {
            options.SkipNegotiation = true;
            options.Transports = HttpTransportType.WebSockets;
            options.WebSocketFactory = async (context, cancel) =>
            {
                var socket = new ClientWebSocket();
                socket.Options.SetRequestHeader("Authorization", $"Bearer {Token}");
                await socket.ConnectAsync(context.Uri, invoker, cancel);
                return socket;
            };
        }).Build();
        await hub.StartAsync();
        return (await hub.InvokeAsync<JsonElement>("message:send", new { channel_id = channel, content })).GetProperty("id").GetGuid();
    }

    public void Dispose() => Http.Dispose();

    private static async Task<JsonElement> Data(HttpResponseMessage answer)
    {
        var text = await answer.Content.ReadAsStringAsync();
        Assert.That(answer.IsSuccessStatusCode, Is.True, $"{answer.RequestMessage!.Method} {answer.RequestMessage.RequestUri!.AbsolutePath}: {(int)answer.StatusCode} {text}");
        return JsonDocument.Parse(text).RootElement.GetProperty("data");
    }

    private static string? TokenMailedTo(Machine machine, string email) => Directory.EnumerateFiles(machine.Inside("/var/lib/chatflow/mail"), "*.eml")
        .Select(file => MimeMessage.Load(file))
        .Where(mail => mail.To.Mailboxes.Any(to => to.Address == email))
        .Select(mail => Regex.Match(mail.TextBody ?? "", @"\?token=([\w-]+)").Groups[1].Value)
        .FirstOrDefault();
}
