namespace ChatFlow.Domain.Workspaces;

/// <summary>A way into a workspace for whoever holds its secret: a link for several, or a mail for one address.</summary>
public sealed record Invite(
    Guid Id, Guid WorkspaceId, string? Email, WorkspaceRole Role, int? MaxUses, Guid CreatedBy, DateTimeOffset CreatedAt, DateTimeOffset ExpiresAt)
{
    public const int MaxHours = 24 * 365;

    private static readonly TimeSpan Validity = TimeSpan.FromDays(7);

    /// <param name="email">Null makes a link, which anyone may use who has it.</param>
    /// <param name="maxUses">Null means once for a mail, and without limit for a link.</param>
    public static Invite By(
        Member inviter, Guid workspaceId, string? email, WorkspaceRole role, int? maxUses, int? expiresInHours, TimeProvider clock)
    {
        inviter.DemandInvitationAs(role);
        var now = clock.Now();
        var expires = now + (expiresInHours is { } hours ? TimeSpan.FromHours(hours) : Validity);
        return new Invite(clock.NewId(), workspaceId, email, role, maxUses ?? (email is null ? null : 1), inviter.UserId, now, expires);
    }
}
