using System.Net.Http.Json;
using ChatFlow.Application.Channels;
using ChatFlow.Application.Workspaces;
using ChatFlow.WebApi.Tests.Files;

namespace ChatFlow.WebApi.Tests.Fuzzing;

/// <summary>A workspace full of secrets: nobody who is tried is in it, so nothing of it may be in any answer, and nothing of it may change.</summary>
internal sealed class Vault
{
    /// <summary>In every name and text of it. Nobody sends it.</summary>
    public const string Marker = "Xq9hush";

    private readonly Dictionary<string, string> known;
    private readonly string[] ids;

    private Vault(Dictionary<string, string> known, string[] ids) => (this.known, this.ids) = (known, ids);

    public static async Task<Vault> Plant(ChatServer server)
    {
        var (owner, other) = (await Person.SignUp(server, $"{Marker} Owner"), await Person.SignUp(server, $"{Marker} Other"));
        var workspace = await owner.Http.Post<WorkspaceDto>("/api/workspaces", new { name = $"{Marker} works", description = Marker });
        await other.JoinWorkspace(workspace);
        var (open, closed) = (await owner.CreateChannel(workspace, $"{Marker} open"), await owner.CreateChannel(workspace, $"{Marker} closed", "private"));
        await other.JoinChannel(open);
        var dm = await owner.Http.Post<ChannelDto>("/api/dms", new { workspace_id = workspace.Id, user_ids = new[] { other.User.Id } });
        List<Guid> kept = [];
        foreach (var channel in new[] { open, closed, dm })
        {
            var file = await owner.Upload(channel, Pictures.Gif, $"{Marker}.gif");
            var root = await owner.SendWith(channel, $"{Marker} hello @{other.User.Username} canaryQ7vZ public hi", file);
            var reply = await owner.Send(channel, $"{Marker} reply", threadId: root.Id);
            await owner.Http.PutAsJsonAsync($"/api/messages/{reply.Id}", new { content = $"{Marker} better reply" });
            await owner.Http.PutAsync($"/api/messages/{root.Id}/pin", null);
            await owner.Http.PostAsJsonAsync($"/api/messages/{root.Id}/reactions", new { emoji = "👍" });
            kept.AddRange([root.Id, reply.Id, file.Id]);
        }
        var known = new Dictionary<string, string>
        {
            ["workspace"] = $"{workspace.Id}",
            ["channel"] = $"{open.Id}",
            ["private"] = $"{closed.Id}",
            ["dm"] = $"{dm.Id}",
            ["message"] = $"{kept[0]}",
            ["file"] = $"{kept[2]}",
            ["user"] = $"{other.User.Id}",
        };
        return new Vault(known, [.. known.Values, $"{owner.User.Id}", .. kept.Select(id => $"{id}")]);
    }

    public string Fill(string text) =>
        text.Contains("{vault.", StringComparison.Ordinal) ? known.Aggregate(text, (filled, name) => filled.Replace($"{{vault.{name.Key}}}", name.Value)) : text;

    /// <summary>Null when nothing of it is in the answer but ids that the caller sent.</summary>
    public string? Leak(string answer, Func<string, bool> wasSent) =>
        answer.Contains(Marker, StringComparison.OrdinalIgnoreCase) ? Marker : ids.FirstOrDefault(id => answer.Contains(id, StringComparison.OrdinalIgnoreCase) && !wasSent(id));

    /// <summary>All that is in it, as one text.</summary>
    public Task<string> Contents(ChatServer server) => server.Database.Scalar<string>($"""
        SELECT concat_ws(E'\n',
            (SELECT string_agg(t::text, ' ' ORDER BY t::text) FROM workspaces t WHERE id = '{known["workspace"]}'),
            (SELECT string_agg(t::text, ' ' ORDER BY t::text) FROM workspace_members t WHERE workspace_id = '{known["workspace"]}'),
            (SELECT string_agg(t::text, ' ' ORDER BY t::text) FROM channels t WHERE workspace_id = '{known["workspace"]}'),
            (SELECT string_agg(t::text, ' ' ORDER BY t::text) FROM channel_members t WHERE channel_id IN ({Channels})),
            (SELECT string_agg(t::text, ' ' ORDER BY t::text) FROM channel_events t WHERE channel_id IN ({Channels})),
            (SELECT string_agg(t::text, ' ' ORDER BY t::text) FROM messages t WHERE channel_id IN ({Channels})),
            (SELECT string_agg(t::text, ' ' ORDER BY t::text) FROM reactions t WHERE message_id IN (SELECT id FROM messages WHERE channel_id IN ({Channels}))),
            (SELECT string_agg(t::text, ' ' ORDER BY t::text) FROM message_edits t WHERE message_id IN (SELECT id FROM messages WHERE channel_id IN ({Channels}))),
            (SELECT string_agg(t::text, ' ' ORDER BY t::text) FROM mentions t WHERE channel_id IN ({Channels})),
            (SELECT string_agg((t.id, t.user_id, t.read_at)::text, ' ' ORDER BY t.id) FROM notifications t WHERE channel_id IN ({Channels})),
            (SELECT string_agg((t.id, t.email, t.username, t.display_name, t.password_hash, t.bio)::text, ' ' ORDER BY t.id)
                FROM users t JOIN workspace_members m ON m.user_id = t.id WHERE m.workspace_id = '{known["workspace"]}'),
            (SELECT string_agg((t.id, t.message_id, t.filename)::text, ' ' ORDER BY t.id) FROM files t WHERE channel_id IN ({Channels})),
            (SELECT string_agg(t::text, ' ' ORDER BY t::text) FROM invites t WHERE workspace_id = '{known["workspace"]}'))
        """);

    private string Channels => $"SELECT id FROM channels WHERE workspace_id = '{known["workspace"]}'";
}
