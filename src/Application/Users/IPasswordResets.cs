using ChatFlow.Domain.Users;

namespace ChatFlow.Application.Users;

/// <summary>Who may choose a new password, by a mailed link.</summary>
public interface IPasswordResets
{
    /// <summary>Puts the reset in place of the user's earlier one, together with the mail that brings it.</summary>
    /// <param name="reset">Null for an address that nobody has: nothing is kept then, and it takes as long.</param>
    Task Add(PasswordReset? reset, Mail.Mail mail, CancellationToken cancellationToken);

    /// <summary>
    /// Uses up the reset and sets the password. The address is verified with it: whoever has the link reads its mail. Null when the reset
    /// is unknown, used or expired at <paramref name="now"/>.
    /// </summary>
    Task<Guid?> Use(byte[] secretHash, string passwordHash, DateTimeOffset now, CancellationToken cancellationToken);
}
