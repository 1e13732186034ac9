using ChatFlow.Application.Audit;
using ChatFlow.Domain.Users;

namespace ChatFlow.Application.Users;

/// <summary>
/// Passwords of accounts, and who may choose a new one by a mailed link. A new password ends sessions in the transaction in which it
/// comes, publishes their end, and is audited.
/// </summary>
public interface IPasswordStore
{
    Task<string> GetHash(Guid userId, CancellationToken cancellationToken);

    /// <summary>Sets the password and ends every session of the user but the one to keep.</summary>
    Task Change(Guid userId, string passwordHash, Guid keptSessionId, Origin from, CancellationToken cancellationToken);

    /// <summary>Puts the reset in place of the user's earlier one, together with the mail that brings it.</summary>
    /// <param name="reset">Null for an address that nobody has: nothing is kept then, and it takes as long.</param>
    Task AddReset(PasswordReset? reset, Mail.Mail mail, CancellationToken cancellationToken);

    /// <summary>
    /// Uses up the reset, sets the password and ends every session. The address is verified with it: whoever has the link reads its mail.
    /// False when the reset is unknown, used or expired.
    /// </summary>
    Task<bool> Reset(byte[] secretHash, string passwordHash, Origin from, CancellationToken cancellationToken);
}
