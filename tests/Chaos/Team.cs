using System.Text;
using ChatFlow.Domain;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;
using Npgsql;

namespace ChatFlow.Chaos.Tests;

/// <summary>A workspace with channels and people in them.</summary>
internal sealed class Team
{
    public const string SigningKey = "a key for the convergence test, long enough to sign with";

    public required List<Guid> Channels { get; init; }
    public required List<Member> Members { get; init; }

    /// <param name="belongs">Whether a person is in a channel, both counted from 0; without it everybody is in all.</param>
    public static async Task<Team> Create(NpgsqlDataSource database, int people, int channels, Func<int, int, bool>? belongs = null)
    {
        var (users, sessions, rooms, workspace) = (Ids(people), Ids(people), Ids(channels), Ids(1)[0]);
        var members = users.Index().SelectMany(user => rooms.Index().Where(room => belongs?.Invoke(user.Index, room.Index) ?? true)
            .Select(room => (User: user.Item, Channel: room.Item))).ToList();
        await using var command = database.CreateCommand("""
            INSERT INTO users (id, email, username, display_name, password_hash, email_verified, created_at)
            SELECT id, id || '@example.org', 'u' || n, 'Person ' || n, '!', true, now() FROM unnest(@users) WITH ORDINALITY AS u(id, n);
            INSERT INTO sessions (id, user_id, created_at, last_used_at, expires_at)
            SELECT id, user_id, now(), now(), now() + interval '1 day' FROM unnest(@sessions, @users) AS s(id, user_id);
            INSERT INTO workspaces (id, name, slug, owner_id, member_count, member_limit, created_at)
            VALUES (@workspace, 'Chaos', 'chaos', (@users)[1], cardinality(@users), 1000, now());
            INSERT INTO workspace_members (workspace_id, user_id, role, status, joined_at)
            SELECT @workspace, id, CASE n WHEN 1 THEN 'owner' ELSE 'member' END, 'active', now() FROM unnest(@users) WITH ORDINALITY AS u(id, n);
            INSERT INTO channels (id, workspace_id, name, slug, type, created_by, created_at, last_seq, member_count)
            SELECT id, @workspace, 'channel ' || n, 'channel-' || n, 'public', (@users)[1], now(), 1, cardinality(array_positions(@memberRooms, id))
            FROM unnest(@rooms) WITH ORDINALITY AS c(id, n);
            INSERT INTO channel_events (channel_id, seq, type, user_id, created_at)
            SELECT id, 1, 'channel:created', (@users)[1], now() FROM unnest(@rooms) AS c(id);
            INSERT INTO channel_members (channel_id, user_id, role, last_read_seq, joined_at)
            SELECT channel_id, user_id, 'member', 1, now() FROM unnest(@memberRooms, @memberUsers) AS m(channel_id, user_id);
            """);
        command.Parameters.AddWithValue("users", users);
        command.Parameters.AddWithValue("sessions", sessions);
        command.Parameters.AddWithValue("rooms", rooms);
        command.Parameters.AddWithValue("workspace", workspace);
        command.Parameters.AddWithValue("memberRooms", members.ConvertAll(member => member.Channel).ToArray());
        command.Parameters.AddWithValue("memberUsers", members.ConvertAll(member => member.User).ToArray());
        await command.ExecuteNonQueryAsync();
        var channelsOf = members.ToLookup(member => member.User, member => member.Channel);
        return new Team
        {
            Channels = [.. rooms],
            Members = [.. users.Zip(sessions, (user, session) => new Member(user, Token(user, session), [.. channelsOf[user]]))],
        };
    }

    private static string Token(Guid user, Guid session) => new JsonWebTokenHandler().CreateToken(new SecurityTokenDescriptor
    {
        Issuer = "chatflow",
        Expires = TimeProvider.System.GetUtcNow().UtcDateTime.AddHours(12),
        Claims = new Dictionary<string, object> { ["sub"] = user.ToString(), ["sid"] = session.ToString(), ["type"] = "access_token" },
        SigningCredentials = new SigningCredentials(new SymmetricSecurityKey(Encoding.UTF8.GetBytes(SigningKey)), SecurityAlgorithms.HmacSha256),
    });

    private static Guid[] Ids(int count) => [.. Enumerable.Range(0, count).Select(_ => TimeProvider.System.NewId())];
}
