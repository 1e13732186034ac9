using ChatFlow.Application.Presence;
using ChatFlow.Domain;
using ChatFlow.Domain.Presence;
using ChatFlow.WebApi.Realtime;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace ChatFlow.WebApi.Tests.Presence;

public class ClusterPresenceTests : PresenceTest
{
    private static readonly (string, string) Cluster = ("Cluster:Enabled", "true");

    [Test]
    public async Task Nodes_CountTogether_AndOneOfThemTells()
    {
        var (one, two) = (Server(Clock, Cluster), Server(Clock, Cluster));
        var watching = await Connect(one, Owner);
        var watch = new Pushes(watching, PresenceBroadcasts.Changed);
        var (first, second) = (await Connect(one, Member), await Connect(two, Member));
        Assert.That((await Next(watch, Member)).Status, Is.EqualTo("online"));
        await Leave(first, Member, Clock);
        for (var i = 0; i < 6; i++)
        {
            Seconds(10);
            Assert.That((await Listed(one, Member), await Shown(two, Member)), Is.EqualTo(("online", "online")), "there is the other node");
        }
        await Choose(second, "away");
        Assert.That((await Next(watch, Member)).Status, Is.EqualTo("away"), "and nothing before");

        await Leave(second, Member, Clock);
        Seconds(29);
        Assert.That((await Listed(one, Member), await Listed(two, Member)), Is.EqualTo(("away", "away")));
        Seconds(2);
        Assert.That((await Next(watch, Member)).Status, Is.EqualTo("offline"));
        Assert.That(await Shown(two, Member), Is.EqualTo("offline"));

        // Both have looked again, and what they said is said.
        foreach (var node in new[] { one, two })
        {
            Seconds(2);
            await Choose(await Connect(node, Owner), node == one ? "dnd" : "away");
            await Next(watch, Owner);
        }
        Assert.That(watch.Rest().Where(push => push.GetProperty("user_id").GetGuid() == Member.User.Id), Is.Empty, "told once");
    }

    [Test]
    public async Task Nodes_ThatSeeManyGoAtOnce_TellOfEachOnce()
    {
        const int Many = 40;
        var (one, two) = (Server(Clock, Cluster), Server(Clock, Cluster));
        var users = await AddMembers(Many);
        var watch = await Watch(one, Owner);
        foreach (var user in users)
            await one.Services.GetRequiredService<IPresence>().Connected(user);
        await watch.Next(Many);
        foreach (var user in users)
            await one.Services.GetRequiredService<IPresence>().Disconnected(user);

        Seconds(31);
        List<Guid> gone = [];
        await Until(async () =>
        {
            // A lease that both were after at once is left for the next look.
            Seconds(1);
            await Listed(two, Member);
            gone.AddRange(watch.Rest().Select(push => push.GetProperty("user_id").GetGuid()).Where(users.Contains));
            return gone.Distinct().Count() == Many;
        });
        foreach (var node in new[] { one, two })
        {
            await Choose(await Connect(node, Owner), node == one ? "dnd" : "away");
            gone.AddRange(watch.Rest().Select(push => push.GetProperty("user_id").GetGuid()).Where(users.Contains));
        }
        Assert.That(gone, Is.EquivalentTo(users));
    }

    [Test]
    public async Task UsersOfANodeThatDied_Go_AndAreBackWhenItOnlySeemedSo()
    {
        // Its clock stands: no heartbeat comes from it.
        var dead = new FakeTimeProvider(Clock.GetUtcNow());
        var (one, two) = (Server(Clock, Cluster), Server(dead, Cluster));
        var watch = await Watch(one, Owner);
        await Connect(two, Member);
        var died = Clock.GetUtcNow();
        Assert.That((await Next(watch, Member)).Status, Is.EqualTo("online"));

        for (var i = 0; i < 3; i++)
            Seconds(10);
        Seconds(9);
        Assert.That(await Listed(one, Member), Is.EqualTo("online"), "30 s after what may have been its next heartbeat");
        Seconds(2);
        var gone = await Next(watch, Member);
        Assert.That(gone.Status, Is.EqualTo("offline"));
        Assert.That(gone.At - died, Is.EqualTo(TimeSpan.FromSeconds(41)).Within(TimeSpan.FromMilliseconds(2)));
        Assert.That((await Listed(one, Member), await Shown(one, Member)), Is.EqualTo(((string?)null, "offline")));
        Assert.That(await LastSeen(Member), Is.EqualTo(died.AddSeconds(10)).Within(TimeSpan.FromMilliseconds(2)));

        dead.Advance(TimeSpan.FromSeconds(41));
        Assert.That((await Next(watch, Member)).Status, Is.EqualTo("online"));
    }

    [Test]
    public async Task WithoutRedis_PresenceIsWhatTheNodeSees_AndNothingFails()
    {
        var node = Server(Clock, Cluster, ("ConnectionStrings:Redis", "127.0.0.1:1,connectTimeout=200,syncTimeout=200,asyncTimeout=200"));
        var presence = node.Services.GetRequiredService<IPresence>();
        await presence.Connected(Member.User.Id);
        Assert.That((await Listed(node, Member), await Shown(node, Member)), Is.EqualTo(("online", "online")));
        await presence.Choose(Member.User.Id, PresenceStatus.Dnd, default);
        Seconds(60);
        Assert.That((await Listed(node, Member), await Shown(node, Member)), Is.EqualTo(("dnd", "dnd")));
        await presence.Disconnected(Member.User.Id);
        Assert.That((await Listed(node, Member), await Shown(node, Member)), Is.EqualTo(((string?)null, "offline")));
    }

    private async Task<List<Guid>> AddMembers(int count)
    {
        var users = Enumerable.Range(0, count).Select(_ => TimeProvider.System.NewId()).ToList();
        await using var command = Shared.Server.Database.DataSource.CreateCommand("""
            INSERT INTO users (id, email, username, display_name, password_hash, created_at)
            SELECT id, id || '@example.org', right(replace(id::text, '-', ''), 20), 'One of many', '', now() FROM unnest(@users) AS u(id);
            INSERT INTO workspace_members (workspace_id, user_id, role, status, joined_at)
            SELECT @workspace, id, 'member', 'active', now() FROM unnest(@users) AS u(id);
            """);
        command.Parameters.AddWithValue("users", users.ToArray());
        command.Parameters.AddWithValue("workspace", Workspace.Id);
        await command.ExecuteNonQueryAsync();
        return users;
    }
}
