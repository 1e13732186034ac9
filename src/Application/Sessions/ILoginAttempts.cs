using ChatFlow.Application.Audit;
using ChatFlow.Domain;

namespace ChatFlow.Application.Sessions;

/// <summary>
/// Counts failed logins of an address, known or not, on all nodes together: five lock it for 15 minutes. Attempts at the same
/// time count as well: never more than five passwords are tried before the lock.
/// </summary>
public interface ILoginAttempts
{
    /// <summary>To be called before the password is looked at; waits while the outcome of others decides.</summary>
    /// <exception cref="RateLimitedException">The address is locked.</exception>
    Task Begin(string email, CancellationToken cancellationToken);

    /// <summary>
    /// To be called after every Begin, also when the attempt broke off. Success clears all failures; the failure that locks the address
    /// of a user is audited as theirs.
    /// </summary>
    Task End(string email, bool succeeded, Origin from);
}
