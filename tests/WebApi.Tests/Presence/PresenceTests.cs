using ChatFlow.Application.Users;
using ChatFlow.WebApi.Realtime;

namespace ChatFlow.WebApi.Tests.Presence;

public class PresenceTests : PresenceTest
{
    [Test]
    public async Task Devices_CountTogether_AndTheLastOneIsMissed30SecondsLater()
    {
        var server = Server(Clock);
        var watch = await Watch(server, Owner);
        var (phone, laptop) = (await Connect(server, Member), await Connect(server, Member));
        Assert.That((await Next(watch, Member)).Status, Is.EqualTo("online"));

        await phone.DisposeAsync();
        for (var i = 0; i < 6; i++)
            Seconds(10);
        Assert.That((await Listed(server, Member), await Shown(server, Member)), Is.EqualTo(("online", "online")), "there is the laptop");

        var left = await Leave(laptop, Member, Clock);
        Seconds(29);
        Assert.That((await Listed(server, Member), await Shown(server, Member)), Is.EqualTo(("online", "online")));
        Seconds(2);

        var gone = await Next(watch, Member);
        Assert.Multiple(async () =>
        {
            Assert.That(gone.Status, Is.EqualTo("offline"), "and nothing between online and this");
            Assert.That(gone.At - left, Is.EqualTo(TimeSpan.FromSeconds(31)).Within(TimeSpan.FromSeconds(1)));
            Assert.That((await Listed(server, Member), await Shown(server, Member)), Is.EqualTo(((string?)null, "offline")));
            Assert.That((await LastSeen(Member) - left)!.Value.Duration(), Is.LessThan(TimeSpan.FromMilliseconds(2)), "as of the end of the last connection");
        });
    }

    [Test]
    public async Task WhoIsBackInTime_NeverWent()
    {
        var server = Server(Clock);
        var watch = await Watch(server, Owner);
        await Leave(await Connect(server, Member), Member, Clock);
        Assert.That((await Next(watch, Member)).Status, Is.EqualTo("online"));
        Seconds(29);

        var hub = await Connect(server, Member);
        Seconds(9);
        await Listed(server, Member);
        Seconds(2);
        await Choose(hub, "away");

        Assert.That((await Next(watch, Member)).Status, Is.EqualTo("away"), "and nothing before");
    }

    [TestCase("away")]
    [TestCase("dnd")]
    public async Task Choice_IsToldOnce_AndKept(string status)
    {
        var server = Server(Clock);
        var watch = await Watch(server, Owner);
        var hub = await Connect(server, Member);
        await Choose(hub, status);
        await Choose(hub, status);
        await Leave(hub, Member, Clock);
        Seconds(31);
        foreach (var expected in new[] { "online", status, "offline" })
            Assert.That((await Next(watch, Member)).Status, Is.EqualTo(expected));
        Assert.That(await Shown(server, Member), Is.EqualTo("offline"));
        Assert.That((await server.Http(Member.Token).Get<UserDto>("/api/auth/me")).Status, Is.EqualTo(status), "to themself: what they chose");

        await Connect(server, Member);
        Assert.That((await Next(watch, Member)).Status, Is.EqualTo(status));
        Assert.That((await Listed(server, Member), await Shown(server, Member)), Is.EqualTo((status, status)));
    }

    [Test]
    public async Task WhoHides_IsSeenToGo_AndNeitherComesNorGoesUntilTheyShow()
    {
        var server = Server(Clock);
        var watch = await Watch(server, Owner);
        var hub = await Connect(server, Member);
        await Choose(hub, "offline");
        var hidden = await LastSeen(Member);
        Assert.That((await Next(watch, Member)).Status, Is.EqualTo("online"));
        Assert.That((await Next(watch, Member)).Status, Is.EqualTo("offline"));
        Assert.That((await Listed(server, Member), await Shown(server, Member)), Is.EqualTo(((string?)null, "offline")));

        Seconds(60);
        await hub.DisposeAsync();
        await Until(() => Task.FromResult(!Connected(server)));
        Seconds(31);
        await Listed(server, Member);
        var again = await Connect(server, Member);
        Assert.That(await LastSeen(Member), Is.EqualTo(hidden), "that would tell of them as well");
        await Choose(again, "online");
        Assert.That((await Next(watch, Member)).Status, Is.EqualTo("online"), "and nothing before");
        Assert.That(await Listed(server, Member), Is.EqualTo("online"));
    }

    [Test]
    public async Task Outsiders_AreToldNothing_UntilSomebodyJoinsThem()
    {
        var server = Server(Clock);
        var outsider = await Person.SignUp(Shared.Server, "Otto Outsider");
        var elsewhere = await outsider.CreateWorkspace();
        var watch = await Watch(server, outsider);
        var hub = await Connect(server, Member);
        await Choose(hub, "away");
        await Choose(hub, "dnd");

        // By an invitation, on this server: what it publishes is published here.
        var invite = await server.Http(outsider.Token).Post<Application.Invites.InviteDto>($"/api/workspaces/{elsewhere.Id}/invite", new { });
        await server.Http(Member.Token).Post<Application.Workspaces.WorkspaceDto>($"/api/invites/{invite.Token}/accept", new { });

        Assert.That((await Next(watch, Member)).Status, Is.EqualTo("dnd"), "and nothing before");
        await Choose(hub, "online");
        Assert.That((await Next(watch, Member)).Status, Is.EqualTo("online"));
    }

    [TestCase("busy")]
    [TestCase("Online")]
    [TestCase("")]
    [TestCase(null)]
    public async Task Choice_ThatIsNone_IsRefused(string? status)
    {
        var hub = await Connect(Shared.Server, Member);
        new Func<Task>(() => Choose(hub, status)).IsRefused("INVALID_REQUEST");
    }

    private bool Connected(ChatServer server) =>
        ((Connections)server.Services.GetService(typeof(Connections))!).OfUser(Member.User.Id).Any();
}
