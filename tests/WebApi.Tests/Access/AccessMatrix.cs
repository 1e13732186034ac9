namespace ChatFlow.WebApi.Tests.Access;

/// <summary>
/// Who may call what: the status that each kind of caller is answered. A route or hub method that is not here fails the build.
/// expired and revoked are tokens of the owner; elsewhere owns another workspace; host is a member who moderates all four channels,
/// which {colleague} is a member of as well. {public.joined} and {private.joined} have everybody of the workspace in them.
/// </summary>
internal static class AccessMatrix
{
    public static readonly string[] Columns =
        ["anonymous", "expired", "revoked", "outsider", "elsewhere", "removed", "member", "host", "moderator", "admin", "owner"];

    /// <summary>A call as "VERB path" or "HUB method"; hub refusals stand here as the status of their code.</summary>
    public sealed record Row(string Statuses, string Call, string? Body = null)
    {
        public override string ToString() => Call;
    }

    public static readonly Row[] Rows =
    [
        // anon exp rev outs else remv memb host modr admn ownr
        new("404 404 404 404 404 404 404 404 404 404 404", "GET /api/nowhere"),

        // Open to everybody, also with a token that is none: what is asked for is refused for other reasons.
        new("400 400 400 400 400 400 400 400 400 400 400", "POST /api/auth/register", "{}"),
        new("400 400 400 400 400 400 400 400 400 400 400", "POST /api/auth/verify-email", """{"token":"none"}"""),
        new("200 200 200 200 200 200 200 200 200 200 200", "POST /api/auth/resend-verification", """{"email":"nobody@example.org"}"""),
        new("200 200 200 200 200 200 200 200 200 200 200", "POST /api/auth/forgot-password", """{"email":"nobody@example.org"}"""),
        new("400 400 400 400 400 400 400 400 400 400 400", "POST /api/auth/reset-password", """{"token":"none","password":"Some-pass-2025!"}"""),
        new("400 400 400 400 400 400 400 400 400 400 400", "POST /api/auth/login", "{}"),
        new("401 401 401 401 401 401 401 401 401 401 401", "POST /api/auth/refresh", """{"refresh_token":"none"}"""),
        new("200 200 200 200 200 200 200 200 200 200 200", "GET /health"),
        new("200 200 200 200 200 200 200 200 200 200 200", "GET /health/live"),
        new("200 200 200 200 200 200 200 200 200 200 200", "GET /health/ready"),
        new("200 200 200 200 200 200 200 200 200 200 200", "GET /api/health"),
        new("200 200 200 200 200 200 200 200 200 200 200", "GET /api/health/live"),
        new("200 200 200 200 200 200 200 200 200 200 200", "GET /api/health/ready"),
        new("200 200 200 200 200 200 200 200 200 200 200", "GET /openapi/v1.json"),

        // About the caller alone
        new("401 401 401 200 200 200 200 200 200 200 200", "GET /api/auth/me"),
        new("401 401 401 200 200 200 200 200 200 200 200", "GET /api/auth/sessions"),
        new("401 401 401 200 200 200 200 200 200 200 200", "DELETE /api/auth/sessions/{session}"),
        new("401 401 401 404 404 404 404 404 404 404 404", "DELETE /api/auth/sessions/{colleague}"),
        new("401 401 401 200 200 200 200 200 200 200 200", "POST /api/auth/logout"),
        new("401 401 401 200 200 200 200 200 200 200 200", "GET /api/users/{self}"),
        new("401 401 401 404 404 404 200 200 200 200 200", "GET /api/users/{colleague}"),
        new("401 401 401 200 200 200 200 200 200 200 200", "PUT /api/users/me", """{"bio":"me"}"""),
        new("401 401 401 200 200 200 200 200 200 200 200", "PUT /api/users/me/password", """{"current_password":"Demo-pass-2025!","new_password":"Some-pass-2025!"}"""),
        new("401 401 401 200 200 200 200 200 200 200 200", "GET /api/users/me/workspaces"),
        new("401 401 401 200 200 200 200 200 200 200 200", "GET /api/users/me/export"),
        new("401 401 401 200 422 200 200 200 200 200 422", "DELETE /api/users/me"),
        new("401 401 401 200 200 200 200 200 200 200 200", "GET /api/workspaces"),
        new("401 401 401 201 201 201 201 201 201 201 201", "POST /api/workspaces", """{"name":"One more {session}"}"""),

        // A workspace
        new("401 401 401 404 404 404 200 200 200 200 200", "GET /api/workspaces/{workspace}"),
        new("401 401 401 404 404 404 403 403 403 200 200", "PUT /api/workspaces/{workspace}", """{"description":"ours"}"""),
        new("401 401 401 404 404 404 403 403 403 403 200", "DELETE /api/workspaces/{workspace}"),
        new("401 401 401 404 404 404 403 403 403 201 201", "POST /api/workspaces/{workspace}/invite", "{}"),
        new("401 401 401 200 200 200 200 200 200 200 200", "POST /api/invites/{invite}/accept"),
        new("401 401 401 404 404 404 404 404 404 404 404", "POST /api/invites/none/accept"),
        new("401 401 401 404 404 404 200 200 200 200 200", "GET /api/workspaces/{workspace}/members"),
        new("401 401 401 404 404 404 403 403 403 403 200", "PUT /api/workspaces/{workspace}/members/{colleague}", """{"role":"moderator"}"""),
        new("401 401 401 404 404 404 403 403 403 200 200", "DELETE /api/workspaces/{workspace}/members/{colleague}"),
        new("401 401 401 404 404 404 200 200 200 200 422", "DELETE /api/workspaces/{workspace}/members/{self}"),
        new("401 401 401 404 404 404 403 403 403 200 200", "GET /api/workspaces/{workspace}/audit-logs"),
        new("401 401 401 404 404 404 200 200 200 200 200", "GET /api/channels?workspace_id={workspace}"),
        new("401 401 401 404 404 404 403 403 201 201 201", "POST /api/channels", """{"workspace_id":"{workspace}","name":"one more","type":"public"}"""),

        // A channel
        new("401 401 401 404 404 404 200 200 200 200 200", "GET /api/channels/{public}"),
        new("401 401 401 404 404 404 200 200 200 200 200", "GET /api/channels/{public.joined}"),
        new("401 401 401 404 404 404 404 200 404 404 404", "GET /api/channels/{private}"),
        new("401 401 401 404 404 404 200 200 200 200 200", "GET /api/channels/{private.joined}"),
        new("401 401 401 404 404 404 403 200 200 200 200", "PUT /api/channels/{public}", """{"topic":"new"}"""),
        new("401 401 401 404 404 404 403 200 200 200 200", "PUT /api/channels/{public.joined}", """{"topic":"new"}"""),
        new("401 401 401 404 404 404 404 200 404 404 404", "PUT /api/channels/{private}", """{"topic":"new"}"""),
        new("401 401 401 404 404 404 403 200 200 200 200", "PUT /api/channels/{private.joined}", """{"topic":"new"}"""),
        new("401 401 401 404 404 404 403 403 403 200 200", "POST /api/channels/{public}/archive"),
        new("401 401 401 404 404 404 403 403 403 200 200", "POST /api/channels/{public.joined}/archive"),
        new("401 401 401 404 404 404 404 403 404 404 404", "POST /api/channels/{private}/archive"),
        new("401 401 401 404 404 404 403 403 403 200 200", "POST /api/channels/{private.joined}/archive"),
        new("401 401 401 404 404 404 403 403 403 200 200", "POST /api/channels/{public}/unarchive"),
        new("401 401 401 404 404 404 403 403 403 200 200", "POST /api/channels/{public.joined}/unarchive"),
        new("401 401 401 404 404 404 404 403 404 404 404", "POST /api/channels/{private}/unarchive"),
        new("401 401 401 404 404 404 403 403 403 200 200", "POST /api/channels/{private.joined}/unarchive"),
        new("401 401 401 404 404 404 403 403 403 200 200", "DELETE /api/channels/{public}"),
        new("401 401 401 404 404 404 403 403 403 200 200", "DELETE /api/channels/{public.joined}"),
        new("401 401 401 404 404 404 404 403 404 404 404", "DELETE /api/channels/{private}"),
        new("401 401 401 404 404 404 403 403 403 200 200", "DELETE /api/channels/{private.joined}"),
        new("401 401 401 404 404 404 200 200 200 200 200", "GET /api/channels/{public}/members"),
        new("401 401 401 404 404 404 200 200 200 200 200", "GET /api/channels/{public.joined}/members"),
        new("401 401 401 404 404 404 404 200 404 404 404", "GET /api/channels/{private}/members"),
        new("401 401 401 404 404 404 200 200 200 200 200", "GET /api/channels/{private.joined}/members"),
        new("401 401 401 404 404 404 404 200 404 404 404", "DELETE /api/channels/{public}/members/{self}"),
        new("401 401 401 404 404 404 200 200 200 200 200", "DELETE /api/channels/{public.joined}/members/{self}"),
        new("401 401 401 404 404 404 404 200 404 404 404", "DELETE /api/channels/{private}/members/{self}"),
        new("401 401 401 404 404 404 200 200 200 200 200", "DELETE /api/channels/{private.joined}/members/{self}"),
        new("401 401 401 404 404 404 403 200 200 200 200", "DELETE /api/channels/{public}/members/{colleague}"),
        new("401 401 401 404 404 404 403 200 200 200 200", "DELETE /api/channels/{public.joined}/members/{colleague}"),
        new("401 401 401 404 404 404 404 200 404 404 404", "DELETE /api/channels/{private}/members/{colleague}"),
        new("401 401 401 404 404 404 403 200 200 200 200", "DELETE /api/channels/{private.joined}/members/{colleague}"),
        new("401 401 401 404 404 404 200 200 200 200 200", "GET /api/channels/{public}/events"),
        new("401 401 401 404 404 404 200 200 200 200 200", "GET /api/channels/{public.joined}/events"),
        new("401 401 401 404 404 404 404 200 404 404 404", "GET /api/channels/{private}/events"),
        new("401 401 401 404 404 404 200 200 200 200 200", "GET /api/channels/{private.joined}/events"),
        new("401 401 401 404 404 404 201 200 201 201 201", "POST /api/channels/{public}/members", """{"user_id":"{self}"}"""),
        new("401 401 401 404 404 404 403 200 200 200 200", "POST /api/channels/{public}/members", """{"user_id":"{colleague}"}"""),
        new("401 401 401 404 404 404 403 200 200 200 200", "POST /api/channels/{public.joined}/members", """{"user_id":"{colleague}","role":"moderator"}"""),
        new("401 401 401 404 404 404 403 200 200 200 200", "POST /api/channels/{private.joined}/members", """{"user_id":"{colleague}","role":"moderator"}"""),
        new("401 401 401 404 404 404 200 200 200 200 200", "POST /api/channels/{public.joined}/members", """{"user_id":"{colleague}"}"""),
        new("401 401 401 404 404 404 404 200 404 404 404", "POST /api/channels/{private}/members", """{"user_id":"{self}"}"""),
        new("401 401 401 404 404 404 200 200 200 200 200", "POST /api/channels/{private.joined}/members", """{"user_id":"{colleague}"}"""),

        // Messages
        new("401 401 401 404 404 404 200 200 200 200 200", "GET /api/channels/{public}/messages"),
        new("401 401 401 404 404 404 200 200 200 200 200", "GET /api/channels/{public.joined}/messages"),
        new("401 401 401 404 404 404 404 200 404 404 404", "GET /api/channels/{private}/messages"),
        new("401 401 401 404 404 404 200 200 200 200 200", "GET /api/channels/{private.joined}/messages"),
        new("401 401 401 404 404 404 403 201 403 403 403", "POST /api/channels/{public}/messages", """{"content":"hi"}"""),
        new("401 401 401 404 404 404 201 201 201 201 201", "POST /api/channels/{public.joined}/messages", """{"content":"hi"}"""),
        new("401 401 401 404 404 404 404 201 404 404 404", "POST /api/channels/{private}/messages", """{"content":"hi"}"""),
        new("401 401 401 404 404 404 201 201 201 201 201", "POST /api/channels/{private.joined}/messages", """{"content":"hi"}"""),

        // The hub
        new("401 401 401 404 404 404 403 200 403 403 403", "HUB message:send", """{"channel_id":"{public}","content":"hi"}"""),
        new("401 401 401 404 404 404 200 200 200 200 200", "HUB message:send", """{"channel_id":"{public.joined}","content":"hi"}"""),
        new("401 401 401 404 404 404 404 200 404 404 404", "HUB message:send", """{"channel_id":"{private}","content":"hi"}"""),
        new("401 401 401 404 404 404 200 200 200 200 200", "HUB message:send", """{"channel_id":"{private.joined}","content":"hi"}"""),
        new("401 401 401 404 404 404 200 200 200 200 200", "HUB channel:join", """{"channel_id":"{public}"}"""),
        new("401 401 401 404 404 404 200 200 200 200 200", "HUB channel:join", """{"channel_id":"{public.joined}"}"""),
        new("401 401 401 404 404 404 404 200 404 404 404", "HUB channel:join", """{"channel_id":"{private}"}"""),
        new("401 401 401 404 404 404 200 200 200 200 200", "HUB channel:join", """{"channel_id":"{private.joined}"}"""),
        new("401 401 401 404 404 404 200 200 200 200 200", "HUB channel:leave", """{"channel_id":"{public}"}"""),
        new("401 401 401 404 404 404 200 200 200 200 200", "HUB channel:leave", """{"channel_id":"{public.joined}"}"""),
        new("401 401 401 404 404 404 404 200 404 404 404", "HUB channel:leave", """{"channel_id":"{private}"}"""),
        new("401 401 401 404 404 404 200 200 200 200 200", "HUB channel:leave", """{"channel_id":"{private.joined}"}"""),

        // Presence and typing
        new("401 401 401 404 404 404 200 200 200 200 200", "GET /api/workspaces/{workspace}/presence"),
        new("401 401 401 200 200 200 200 200 200 200 200", "HUB presence:update", """{"status":"away"}"""),
        new("401 401 401 404 404 404 403 200 403 403 403", "HUB typing:start", """{"channel_id":"{public}"}"""),
        new("401 401 401 404 404 404 200 200 200 200 200", "HUB typing:start", """{"channel_id":"{public.joined}"}"""),
        new("401 401 401 404 404 404 404 200 404 404 404", "HUB typing:start", """{"channel_id":"{private}"}"""),
        new("401 401 401 404 404 404 200 200 200 200 200", "HUB typing:start", """{"channel_id":"{private.joined}"}"""),
        new("401 401 401 404 404 404 403 200 403 403 403", "HUB typing:stop", """{"channel_id":"{public}"}"""),
        new("401 401 401 404 404 404 200 200 200 200 200", "HUB typing:stop", """{"channel_id":"{public.joined}"}"""),
        new("401 401 401 404 404 404 404 200 404 404 404", "HUB typing:stop", """{"channel_id":"{private}"}"""),
        new("401 401 401 404 404 404 200 200 200 200 200", "HUB typing:stop", """{"channel_id":"{private.joined}"}"""),
    ];
}
