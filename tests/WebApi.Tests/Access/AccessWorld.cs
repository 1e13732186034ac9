using ChatFlow.Application.Audit;
using ChatFlow.Application.Files;
using ChatFlow.Application.Sessions;
using ChatFlow.Domain;
using ChatFlow.Domain.Sessions;
using ChatFlow.WebApi.Tests.Files;
using ChatFlow.WebApi.Tests.Sessions;
using Microsoft.Extensions.DependencyInjection;

namespace ChatFlow.WebApi.Tests.Access;

/// <summary>
/// A workspace with somebody of every kind and four channels, put straight into the database: it is made anew for every call that
/// changed something.
/// </summary>
internal sealed class AccessWorld
{
    private static readonly string[] Channels = ["public", "public.joined", "private", "private.joined"];

    private static readonly string[] Secrets = ["invite", "verification", "reset", "refresh"];

    private readonly Dictionary<string, Guid> people;
    private readonly Dictionary<string, string> names = [];
    private readonly ChatServer server;

    private AccessWorld(ChatServer server)
    {
        this.server = server;
        people = new[] { "outsider", "elsewhere", "removed", "member", "host", "moderator", "admin", "owner", "colleague" }
            .ToDictionary(name => name, _ => NewId());
        foreach (var name in new[] { "workspace", "public", "public.joined", "private", "private.joined", "dm", "elsewhere" })
            names[name] = NewId().ToString();
        foreach (var channel in Channels)
            (names[$"message:{channel}"], names[$"file:{channel}"]) = (NewId().ToString(), NewId().ToString());
        names["colleague"] = people["colleague"].ToString();
        foreach (var secret in Secrets)
            names[secret] = server.Services.GetRequiredService<ISecrets>().New();
    }

    public static async Task<AccessWorld> Create(ChatServer server)
    {
        var world = new AccessWorld(server);
        await world.PutIntoTheDatabase();
        return world;
    }

    /// <summary>The call with the ids of this world in place of its {names}.</summary>
    public string Fill(string template, Caller caller)
    {
        var filled = names.Aggregate(template, (text, name) => text.Replace($"{{{name.Key}}}", name.Value));
        return filled.Replace("{self}", caller.UserId.ToString()).Replace("{session}", caller.OtherSession.ToString());
    }

    /// <summary>Somebody of this kind, with a token of their own and another session beside it.</summary>
    public async Task<Caller> As(string column)
    {
        if (column == "anonymous")
            return new Caller(null, NewId(), NewId());
        // Who had the most rights is who must have none with a dead token.
        var userId = people[column is "expired" or "revoked" ? "owner" : column];
        var (session, other) = (await Open(userId), await Open(userId));
        if (column == "expired")
            return new Caller(TestTokens.Make(hours: -1, user: userId, session: session.ToString()), userId, other);
        if (column == "revoked")
            await server.Services.GetRequiredService<ISessionStore>().End(userId, session, AuditAction.LoggedOut, new Origin(null, null), default);
        return new Caller(server.Services.GetRequiredService<IAccessTokens>().Issue(userId, session).Value, userId, other);
    }

    /// <summary>The bytes of the files that are in the messages.</summary>
    public async Task StoreFiles()
    {
        var contents = server.Services.GetRequiredService<IContentStore>();
        foreach (var channel in Channels)
        {
            foreach (var rendition in Enum.GetValues<Rendition>())
                await contents.Put(Guid.Parse(names[$"file:{channel}"]), rendition, new MemoryStream(Pictures.Gif), default);
        }
    }

    public sealed record Caller(string? Token, Guid UserId, Guid OtherSession);

    private async Task<Guid> Open(Guid userId)
    {
        var session = Session.Open(userId, csrfHash: null, address: null, userAgent: null, TimeProvider.System);
        var secrets = server.Services.GetRequiredService<ISecrets>();
        await server.Services.GetRequiredService<ISessionStore>().Add(session, secrets.Hash(secrets.New()), default);
        return session.Id;
    }

    private async Task PutIntoTheDatabase()
    {
        var members = new (string Who, string Role, string Status)[]
        {
            ("owner", "owner", "active"), ("admin", "admin", "active"), ("moderator", "moderator", "active"), ("member", "member", "active"),
            ("host", "member", "active"), ("colleague", "member", "active"), ("removed", "member", "removed"),
        };
        // Of a channel that is joined: everybody who is active in the workspace.
        var joined = (from channel in Channels
                      from member in members
                      where member.Status == "active" && (channel.EndsWith(".joined") || member.Who is "host" or "colleague")
                      select (Channel: Guid.Parse(names[channel]), User: people[member.Who], Role: member.Who == "host" ? "moderator" : "member")).ToList();
        await using var command = server.Database.DataSource.CreateCommand(Sql);
        void Set(string name, object value) => command.Parameters.AddWithValue(name, value);
        Set("users", people.Values.ToArray());
        Set("user_names", people.Keys.ToArray());
        Set("password", await server.Services.GetRequiredService<IPasswords>().Hash(Person.Password, default));
        Set("workspace", Guid.Parse(names["workspace"]));
        Set("elsewhere", Guid.Parse(names["elsewhere"]));
        Set("owner", people["owner"]);
        Set("other_owner", people["elsewhere"]);
        Set("host", people["host"]);
        Set("members", members.Select(m => people[m.Who]).ToArray());
        Set("roles", members.Select(m => m.Role).ToArray());
        Set("statuses", members.Select(m => m.Status).ToArray());
        Set("channels", Channels.Select(c => Guid.Parse(names[c])).ToArray());
        Set("types", Channels.Select(c => c.Split('.')[0]).ToArray());
        Set("joined_channels", joined.Select(j => j.Channel).ToArray());
        Set("joined_users", joined.Select(j => j.User).ToArray());
        Set("joined_roles", joined.Select(j => j.Role).ToArray());
        Set("messages", Channels.Select(c => Guid.Parse(names[$"message:{c}"])).ToArray());
        Set("files", Channels.Select(c => Guid.Parse(names[$"file:{c}"])).ToArray());
        Set("dm", Guid.Parse(names["dm"]));
        Set("colleague", people["colleague"]);
        Set("in_dm", new[] { people["colleague"], people["host"] }.Order().ToArray());
        Set("invite", NewId());
        Set("session", NewId());
        foreach (var secret in Secrets)
            Set($"{secret}_hash", server.Services.GetRequiredService<ISecrets>().Hash(names[secret]));
        await command.ExecuteNonQueryAsync();
    }

    private const string Sql = """
        INSERT INTO users (id, email, username, display_name, password_hash, email_verified, created_at)
        SELECT id, id || '@example.org', left(name, 8) || right(replace(id::text, '-', ''), 12), name, @password, true, now()
        FROM unnest(@users, @user_names) AS u(id, name);

        INSERT INTO workspaces (id, name, slug, owner_id, member_count, created_at)
        VALUES (@workspace, 'Here', @workspace::text, @owner, 6, now()), (@elsewhere, 'Elsewhere', @elsewhere::text, @other_owner, 1, now());

        INSERT INTO workspace_members (workspace_id, user_id, role, status, joined_at, ended_at)
        SELECT @workspace, m.id, m.role, m.status, now(), CASE WHEN m.status = 'removed' THEN now() - interval '1 hour' END
        FROM unnest(@members, @roles, @statuses) AS m(id, role, status)
        UNION ALL SELECT @elsewhere, @other_owner, 'owner', 'active', now(), NULL;

        INSERT INTO channels (id, workspace_id, name, slug, type, created_by, created_at, last_seq, message_count, root_count, member_count)
        SELECT id, @workspace, left(id::text, 40), id::text, type, @host, now(), 2, 1, 1, (SELECT count(*) FROM unnest(@joined_channels) AS j(channel) WHERE channel = id)
        FROM unnest(@channels, @types) AS c(id, type);

        INSERT INTO channel_events (channel_id, seq, type, user_id, created_at)
        SELECT id, 1, 'channel:created', @host, now() FROM unnest(@channels) AS c(id);

        INSERT INTO channel_members (channel_id, user_id, role, last_read_seq, joined_at)
        SELECT channel, member, role, 1, now() FROM unnest(@joined_channels, @joined_users, @joined_roles) AS j(channel, member, role);

        INSERT INTO messages (id, channel_id, seq, user_id, content, created_at)
        SELECT message, channel, 2, @colleague, 'hi', now() FROM unnest(@messages, @channels) AS m(message, channel);

        INSERT INTO files (id, uploaded_by, channel_id, message_id, filename, size, type, width, height, has_thumbnail, uploaded_at)
        SELECT file, @colleague, channel, message, 'a.gif', 43, 'image/gif', 1, 1, true, now()
        FROM unnest(@files, @messages, @channels) AS m(file, message, channel);

        INSERT INTO channels (id, workspace_id, name, slug, type, people, created_by, created_at, last_seq, member_count)
        VALUES (@dm, @workspace, 'Direct message', @dm::text, 'direct', @in_dm, @host, now(), 0, 2);

        INSERT INTO channel_members (channel_id, user_id, role, last_read_seq, joined_at)
        SELECT @dm, person, 'member', 0, now() FROM unnest(@in_dm) AS p(person);

        INSERT INTO invites (id, workspace_id, secret_hash, role, created_by, created_at, expires_at)
        VALUES (@invite, @workspace, @invite_hash, 'member', @owner, now(), now() + interval '1 day');

        INSERT INTO email_verifications (secret_hash, user_id, expires_at) VALUES (@verification_hash, @colleague, now() + interval '1 day');
        INSERT INTO password_resets (secret_hash, user_id, expires_at) VALUES (@reset_hash, @colleague, now() + interval '1 day');

        INSERT INTO sessions (id, user_id, created_at, last_used_at, expires_at) VALUES (@session, @colleague, now(), now(), now() + interval '1 day');
        INSERT INTO refresh_tokens (secret_hash, session_id) VALUES (@refresh_hash, @session);
        """;

    private static Guid NewId() => TimeProvider.System.NewId();
}
