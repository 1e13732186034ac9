using System.Net.Http.Json;
using ChatFlow.Application.Channels;
using ChatFlow.Application.Messages;
using ChatFlow.Application.Users;
using ChatFlow.Application.Workspaces;
using ChatFlow.Domain;
using ChatFlow.WebApi.Tests.Workspaces;

namespace ChatFlow.WebApi.Tests.Files;

public class AvatarTests
{
    private Team team = null!;

    [SetUp]
    public async Task People() => team = await Team.Create();

    [Test]
    public async Task Avatar_IsShownWherePeopleAre_AndToColleaguesAlone()
    {
        var channel = await team.Owner.CreateChannel(team.Workspace);
        await team.Member.JoinChannel(channel);
        var before = await team.Member.Send(channel, "before");
        var file = await team.Member.Upload(null, Pictures.JpegWithPlace(100, 50));
        Assert.That((file.ChannelId, file.Width), Is.EqualTo(((Guid?)null, 100)));
        await team.Owner.Http.GetAsync(file.Url).IsRefused(404, "NOT_FOUND");

        var me = await team.Member.Put<UserDto>("/api/users/me", new { avatar_file_id = file.Id });

        var url = file.ThumbnailUrl;
        var after = await team.Member.Send(channel, "after");
        var dm = await team.Owner.Http.Post<ChannelDto>("/api/dms", new { workspace_id = team.Workspace.Id, user_ids = new[] { team.Member.User.Id } });
        Assert.Multiple(async () =>
        {
            Assert.That(me.AvatarUrl, Is.EqualTo(url));
            Assert.That(after.Sender.AvatarUrl, Is.EqualTo(url), "as sent");
            Assert.That((await team.Owner.Http.Get<UserDto>($"/api/users/{me.Id}")).AvatarUrl, Is.EqualTo(url));
            Assert.That((await team.Owner.Http.Get<MessageDto>($"/api/messages/{before.Id}")).Sender.AvatarUrl, Is.EqualTo(url));
            Assert.That((await team.Owner.Http.Page<MemberDto>($"{team.Path}/members")).Data.Single(m => m.User.Id == me.Id).User.AvatarUrl, Is.EqualTo(url));
            Assert.That((await team.Owner.Http.Page<ListedChannelMemberDto>($"/api/channels/{channel.Id}/members")).Data.Select(m => m.User.AvatarUrl), Does.Contain(url));
            Assert.That(dm.Users!.Single(u => u.Id == me.Id).AvatarUrl, Is.EqualTo(url));
            Assert.That((int)(await team.Admin.Http.GetAsync(url)).StatusCode, Is.EqualTo(200));
            Assert.That((int)(await team.Outsider.Http.GetAsync(url)).StatusCode, Is.EqualTo(404));
        });
        await team.Owner.Http.DeleteAsync($"{team.Path}/members/{me.Id}");
        await team.Admin.Http.GetAsync(url).IsRefused(404, "NOT_FOUND");
        Assert.That((int)(await team.Member.Http.GetAsync(url)).StatusCode, Is.EqualTo(200), "their own");
    }

    [Test]
    public async Task Avatar_CanBeReplacedAndTakenAway_AndIsAuditedWithoutWhatItIs()
    {
        var (first, second) = (await team.Member.Upload(null, Pictures.Gif), await team.Member.Upload(null, Pictures.Gif));
        await team.Member.Put<UserDto>("/api/users/me", new { avatar_file_id = first.Id });
        var replaced = await team.Member.Put<UserDto>("/api/users/me", new { avatar_file_id = second.Id });
        Assert.That(replaced.AvatarUrl, Is.EqualTo(second.ThumbnailUrl));
        await team.Member.Http.GetAsync(first.Url).IsRefused(404, "NOT_FOUND");
        Assert.That((await team.Member.Put<UserDto>("/api/users/me", new { bio = "x" })).AvatarUrl, Is.EqualTo(second.ThumbnailUrl), "what is not given stays");
        Assert.That((await team.Member.Put<UserDto>("/api/users/me", new { avatar_file_id = second.Id })).AvatarUrl, Is.EqualTo(second.ThumbnailUrl), "again");
        Assert.That((await team.Member.Put<UserDto>("/api/users/me", new { avatar_file_id = "" })).AvatarUrl, Is.Null);
        await team.Admin.Http.GetAsync(second.Url).IsRefused(404, "NOT_FOUND");
    }

    [Test]
    public async Task Avatar_MayComeFromAChannel_AndIsNotSentThereAnyMore()
    {
        var channel = await team.Owner.CreateChannel(team.Workspace);
        var file = await team.Owner.Upload(channel, Pictures.Gif);
        await team.Owner.Put<UserDto>("/api/users/me", new { avatar_file_id = file.Id });
        await team.Owner.Http.PostAsJsonAsync($"/api/channels/{channel.Id}/messages", new { file_ids = new[] { file.Id } }).IsRefused(422, "UNPROCESSABLE");
        Assert.That((int)(await team.Member.Http.GetAsync(file.ThumbnailUrl)).StatusCode, Is.EqualTo(200));
    }

    [Test]
    public async Task Avatar_HasToBeAPictureOfOnesOwn_ThatWasNotSent()
    {
        var channel = await team.Owner.CreateChannel(team.Workspace);
        var sent = await team.Owner.Upload(channel, Pictures.Gif);
        await team.Owner.SendWith(channel, sent);
        foreach (var id in new object[] { (await team.Admin.Upload(null, Pictures.Gif)).Id, sent.Id, (await team.Owner.Upload(channel, [1])).Id, TimeProvider.System.NewId(), "x" })
            await team.Owner.Http.PutAsJsonAsync("/api/users/me", new { avatar_file_id = id }).IsRefused(422, "UNPROCESSABLE");
        Assert.That((await team.Owner.Http.Get<UserDto>("/api/auth/me")).AvatarUrl, Is.Null);
        await team.Owner.TryUpload(null, [1, 2, 3]).IsRefused(422, "UNPROCESSABLE");
    }
}
