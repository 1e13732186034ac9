using System.Net.Http.Json;
using ChatFlow.Application.Channels;
using ChatFlow.Application.Statistics;
using ChatFlow.Domain;
using ChatFlow.Infrastructure.Statistics;
using ChatFlow.WebApi.Tests.Workspaces;
using Microsoft.Extensions.DependencyInjection;

namespace ChatFlow.WebApi.Tests.Statistics;

public class StatisticsTests
{
    [Test]
    public async Task Statistics_CountEachMessageAndReactionOnce_AndNothingOfWhatIsHidden()
    {
        var team = await Team.Create();
        var open = await team.Owner.CreateChannel(team.Workspace);
        var hidden = await team.Owner.CreateChannel(team.Workspace, "leads", "private");
        await team.Member.JoinChannel(open);
        await team.Moderator.JoinChannel(open);
        var first = await team.Owner.Send(open, "one");
        var second = await team.Member.Send(open, "two");
        var last = await team.Member.Send(open, "a reply", threadId: first.Id);
        var deleted = await team.Moderator.Send(open, "gone");
        var secret = await team.Owner.Send(hidden, "psst");
        foreach (var person in new[] { team.Owner, team.Member, team.Moderator })
        {
            await React(person, first.Id, "👍");
            await React(person, second.Id, "🎉");
        }
        await React(team.Member, first.Id, "🎉");
        await React(team.Member, deleted.Id, "👍");
        await React(team.Owner, secret.Id, "👍");
        Assert.That((await team.Moderator.Http.DeleteAsync($"/api/messages/{deleted.Id}")).IsSuccessStatusCode);
        var dm = await team.Owner.Http.Post<ChannelDto>("/api/dms", new { workspace_id = team.Workspace.Id, user_ids = new[] { team.Member.User.Id } });
        await team.Owner.Send(dm, "between us");

        var before = await Of(team, team.Owner);
        Assert.That(before.Channels.Select(c => (c.ChannelId, c.TotalMessages, c.MemberCount)), Is.EqualTo(new[] { (open.Id, 0L, 3), (hidden.Id, 0L, 1) }),
            "nothing is counted before its time, and channels are there at once");
        await Refresh();

        var seen = await Of(team, team.Owner);
        Assert.That(seen.RefreshedAt, Is.GreaterThan(before.RefreshedAt));
        Assert.That(seen.Channels, Is.EqualTo(new[]
        {
            Channel(open, messages: 3, senders: 2, members: 3, last.CreatedAt),
            Channel(hidden, messages: 1, senders: 1, members: 1, secret.CreatedAt),
        }));
        // By display name. The owner's words in the private channel are not in their sum, not even for themselves.
        var users = new[]
        {
            User(team.Admin, sent: 0, reactions: 0, null),
            User(team.Moderator, sent: 0, reactions: 2, null),
            User(team.Member, sent: 2, reactions: 3, last.CreatedAt),
            User(team.Owner, sent: 1, reactions: 2, first.CreatedAt),
        };
        Assert.That(seen.Users, Is.EqualTo(users));

        foreach (var person in new[] { team.Admin, team.Member })
        {
            var others = await Of(team, person);
            Assert.That(others.Channels.Select(c => c.ChannelId), Is.EqualTo(new[] { open.Id }), "the private channel does not exist for them");
            Assert.That(others.Users, Is.EqualTo(users));
        }

        // Who may read what is asked of the moment, not of the last refresh.
        await team.Owner.Http.Post<ChannelMemberDto>($"/api/channels/{hidden.Id}/members", new { user_id = team.Member.User.Id });
        await team.Owner.Http.DeleteAsync($"/api/channels/{open.Id}");
        await team.Remove(team.Owner, team.Moderator);
        var after = await Of(team, team.Member);
        Assert.That(after.Channels, Is.EqualTo(new[] { Channel(hidden, messages: 1, senders: 1, members: 2, secret.CreatedAt) }));
        Assert.That(after.Users.Select(u => u.UserId), Is.EqualTo(new[] { team.Admin.User.Id, team.Member.User.Id, team.Owner.User.Id }));
        await Refresh();
        Assert.That((await Of(team, team.Member)).Users.Select(u => u.MessagesSent + u.ReactionsAdded), Is.All.Zero, "with the channel went its numbers");
    }

    [Test]
    public async Task Refresh_OfNewNumbers_OrWhileAnotherNodeIsAtIt_IsLeftOut()
    {
        await Refresh();
        var refresher = Shared.Server.Services.GetRequiredService<StatisticsRefresher>();
        Assert.That(await refresher.Refresh(TimeProvider.System.Now() - TimeSpan.FromDays(1), default), Is.False, "they are new");

        await using var other = await Shared.Server.Database.DataSource.OpenConnectionAsync();
        await using (var transaction = await other.BeginTransactionAsync())
        {
            await using var holding = other.CreateCommand();
            holding.CommandText = "SELECT 1 FROM statistics_refreshes FOR UPDATE";
            await holding.ExecuteScalarAsync();
            Assert.That(await refresher.Refresh(TimeProvider.System.Now(), default), Is.False, "another node is at it");
        }
        await Refresh();
    }

    // Another test may be refreshing: what that one counts can be older than what this one wrote.
    private static async Task Refresh()
    {
        var refresher = Shared.Server.Services.GetRequiredService<StatisticsRefresher>();
        while (!await refresher.Refresh(TimeProvider.System.Now(), default))
        {
        }
    }

    private static Task<StatisticsDto> Of(Team team, Person person) => person.Http.Get<StatisticsDto>($"{team.Path}/stats");

    private static async Task React(Person person, Guid messageId, string emoji)
    {
        var response = await person.Http.PostAsJsonAsync($"/api/messages/{messageId}/reactions", new { emoji });
        Assert.That((int)response.StatusCode, Is.InRange(200, 201), await response.Content.ReadAsStringAsync());
    }

    private static ChannelStatisticsDto Channel(ChannelDto channel, long messages, long senders, int members, DateTimeOffset? last) => new()
    {
        ChannelId = channel.Id,
        Name = channel.Name,
        TotalMessages = messages,
        UniqueSenders = senders,
        MemberCount = members,
        LastMessageAt = last,
    };

    private static MemberStatisticsDto User(Person person, long sent, long reactions, DateTimeOffset? last) => new()
    {
        UserId = person.User.Id,
        Username = person.User.Username,
        DisplayName = person.User.DisplayName,
        MessagesSent = sent,
        ReactionsAdded = reactions,
        LastMessageAt = last,
    };
}
