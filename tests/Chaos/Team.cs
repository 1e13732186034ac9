using System.Text;
using ChatFlow.Domain;
using ChatFlow.Tests.Postgres;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace ChatFlow.Chaos.Tests;

/// <summary>A workspace whose members are in all of its channels, each with a session.</summary>
internal sealed class Team
{
    public const string SigningKey = "a key for the convergence test, long enough to sign with";

    public required List<Guid> Channels { get; init; }

    /// <summary>An access token for each member.</summary>
    public required List<string> Tokens { get; init; }

    public static async Task<Team> Create(TestDatabase database, int people, int channels)
    {
        var (users, sessions, rooms, workspace) = (Ids(people), Ids(people), Ids(channels), Ids(1)[0]);
        await using var command = database.DataSource.CreateCommand("""
            INSERT INTO users (id, email, username, display_name, password_hash, email_verified, created_at)
            SELECT id, id || '@example.org', 'u' || n, 'Person ' || n, '!', true, now() FROM unnest(@users) WITH ORDINALITY AS u(id, n);
            INSERT INTO sessions (id, user_id, created_at, last_used_at, expires_at)
            SELECT id, user_id, now(), now(), now() + interval '1 day' FROM unnest(@sessions, @users) AS s(id, user_id);
            INSERT INTO workspaces (id, name, slug, owner_id, member_count, member_limit, created_at)
            VALUES (@workspace, 'Chaos', 'chaos', (@users)[1], cardinality(@users), 1000, now());
            INSERT INTO workspace_members (workspace_id, user_id, role, status, joined_at)
            SELECT @workspace, id, CASE n WHEN 1 THEN 'owner' ELSE 'member' END, 'active', now() FROM unnest(@users) WITH ORDINALITY AS u(id, n);
            INSERT INTO channels (id, workspace_id, name, slug, type, created_by, created_at, last_seq, member_count)
            SELECT id, @workspace, 'channel ' || n, 'channel-' || n, 'public', (@users)[1], now(), 1, cardinality(@users)
            FROM unnest(@rooms) WITH ORDINALITY AS c(id, n);
            INSERT INTO channel_events (channel_id, seq, type, user_id, created_at)
            SELECT id, 1, 'channel:created', (@users)[1], now() FROM unnest(@rooms) AS c(id);
            INSERT INTO channel_members (channel_id, user_id, role, last_read_seq, joined_at)
            SELECT c.id, u.id, 'member', 1, now() FROM unnest(@rooms) AS c(id), unnest(@users) AS u(id);
            """);
        command.Parameters.AddWithValue("users", users);
        command.Parameters.AddWithValue("sessions", sessions);
        command.Parameters.AddWithValue("rooms", rooms);
        command.Parameters.AddWithValue("workspace", workspace);
        await command.ExecuteNonQueryAsync();
        return new Team { Channels = [.. rooms], Tokens = [.. users.Zip(sessions, Token)] };
    }

    private static string Token(Guid user, Guid session) => new JsonWebTokenHandler().CreateToken(new SecurityTokenDescriptor
    {
        Issuer = "chatflow",
        Expires = TimeProvider.System.GetUtcNow().UtcDateTime.AddHours(1),
        Claims = new Dictionary<string, object> { ["sub"] = user.ToString(), ["sid"] = session.ToString(), ["type"] = "access_token" },
        SigningCredentials = new SigningCredentials(new SymmetricSecurityKey(Encoding.UTF8.GetBytes(SigningKey)), SecurityAlgorithms.HmacSha256),
    });

    private static Guid[] Ids(int count) => [.. Enumerable.Range(0, count).Select(_ => TimeProvider.System.NewId())];
}
