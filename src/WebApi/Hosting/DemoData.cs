using System.Security.Claims;
using ChatFlow.Application.Audit;
using ChatFlow.Application.Channels;
using ChatFlow.Application.Invites;
using ChatFlow.Application.Messages;
using ChatFlow.Application.Sessions;
using ChatFlow.Application.Users;
using ChatFlow.Application.Workspaces;
using ChatFlow.Domain;
using ChatFlow.Domain.Users;
using ChatFlow.WebApi.Sessions;
using MediatR;
using Microsoft.IdentityModel.JsonWebTokens;

namespace ChatFlow.WebApi.Hosting;

/// <summary>
/// What a local run starts with: the verb <c>demo</c>. Goes through the same use cases as everybody. Can be interrupted and run
/// again; once complete it does nothing more, so that nobody's changes to it are undone.
/// </summary>
internal sealed class DemoData(IServiceProvider services, DemoClock clock)
{
    private const string Password = "Demo-pass-2025!";

    public static async Task PutIn(WebApplication app)
    {
        if (!app.Environment.IsDevelopment())
            throw new InvalidOperationException("Demo data has well-known passwords: it is for local runs (ASPNETCORE_ENVIRONMENT=Development) only.");
        // The writer of the log is needed, the web server is not.
        var background = app.Services.GetServices<IHostedService>()
            .Where(service => service.GetType().Assembly == typeof(Infrastructure.DependencyInjection).Assembly).ToList();
        foreach (var service in background)
            await service.StartAsync(CancellationToken.None);
        await new DemoData(app.Services, (DemoClock)app.Services.GetRequiredService<TimeProvider>()).PutIn();
        foreach (var service in background)
            await service.StopAsync(CancellationToken.None);
    }

    private async Task PutIn()
    {
        // The outsider comes last of all: if they are there, everything is.
        var users = services.GetRequiredService<IUserStore>();
        if (await users.FindCredentials("outsider@demo.test", default) is { EmailVerified: true })
            return;

        clock.Set(TimeSpan.FromDays(3));
        var hash = await services.GetRequiredService<IPasswords>().Hash(Password, default);
        var people = new Dictionary<string, Guid>();
        foreach (var (name, displayName) in DemoScript.People)
            people[name] = await AddUser(name, displayName, hash);

        var workspaceId = await AddWorkspace(people["owner"]);
        foreach (var role in new[] { "admin", "moderator", "member" })
        {
            var invite = await As(people["owner"], new InviteMember(workspaceId, null, role, MaxUses: 1, null));
            await As(people[role], new AcceptInvite(invite.Token));
        }

        foreach (var channel in DemoScript.Channels)
            await AddChannel(workspaceId, channel, people);
        await AddUser("outsider", "Omar Haddad", hash);
    }

    private async Task<Guid> AddUser(string name, string displayName, string hash)
    {
        var (users, secrets) = (services.GetRequiredService<IUserStore>(), services.GetRequiredService<ISecrets>());
        var email = $"{name}@demo.test";
        if (await users.FindCredentials(email, default) is { } known)
            return known.UserId;
        var user = User.Register(email, Username.From(displayName), displayName, hash, clock);
        var secret = secrets.Hash(secrets.New());
        await users.Add(user, VerificationToken.For(user.Id, secret, clock), mail: null, new Origin(null, null), default);
        await users.VerifyEmail(secret, clock.Now(), new Origin(null, null), default);
        return user.Id;
    }

    private async Task<Guid> AddWorkspace(Guid owner) =>
        (await As(owner, new ListMyWorkspaces())).FirstOrDefault(w => w.Slug == "demo")?.Id
        ?? (await As(owner, new CreateWorkspace("Demo", "demo", "A workspace to look around in.", null))).Id;

    private async Task AddChannel(Guid workspaceId, DemoChannel demo, Dictionary<string, Guid> people)
    {
        var owner = people["owner"];
        var channel = (await As(owner, new ListChannels(workspaceId))).FirstOrDefault(c => c.Slug == demo.Name)
            ?? await As(owner, new CreateChannel(workspaceId, demo.Name, demo.Type, null, demo.Topic));
        foreach (var name in demo.Members)
            await As(owner, new AddChannelMember(channel.Id, people[name]));
        for (var i = 0; i < demo.Messages.Length; i++)
        {
            var (ago, who, text) = demo.Messages[i];
            clock.Set(ago);
            // Made of its place in the script: an interrupted run that goes on does not double what it wrote.
            var clientMessageId = new Guid(i, (short)demo.Name.Length, 0, [0, 0, 0, 0, 0, 0, 0, 1]).ToString();
            await As(people[who], new SendMessage(channel.Id, text, null, clientMessageId));
        }
    }

    private async Task<TResponse> As<TResponse>(Guid userId, IRequest<TResponse> request)
    {
        await using var scope = services.CreateAsyncScope();
        var identity = new ClaimsIdentity([new Claim(JwtRegisteredClaimNames.Sub, userId.ToString())]);
        scope.ServiceProvider.GetRequiredService<Caller>().Is(new ClaimsPrincipal(identity), http: null);
        return await scope.ServiceProvider.GetRequiredService<IMediator>().Send(request);
    }
}

/// <summary>A clock that can be set back, so that the demo's conversations have a past.</summary>
internal sealed class DemoClock : TimeProvider
{
    private DateTimeOffset now = System.GetUtcNow();

    public void Set(TimeSpan ago) => now = System.GetUtcNow() - ago;

    public override DateTimeOffset GetUtcNow() => now;
}
