using ChatFlow.Application.Audit;
using ChatFlow.Domain;
using ChatFlow.Domain.Users;

namespace ChatFlow.Application.Users;

/// <param name="EmailVerified">False until the link in the mail was opened.</param>
public sealed record Credentials(Guid UserId, string PasswordHash, bool EmailVerified);

/// <summary>What is null stays as it is, an empty text or id becomes nothing.</summary>
public sealed record Profile(string? DisplayName, string? Username, string? Bio, string? Timezone, string? StatusMessage, Guid? AvatarFileId);

/// <param name="Email">As the account has it: mails go to what was registered, never to what somebody typed now.</param>
public sealed record Recipient(Guid UserId, string Email, string DisplayName, bool EmailVerified);

/// <summary>Accounts. Changes are audited in their transaction.</summary>
public interface IUserStore
{
    /// <summary>Adds the user, the token that verifies the address, and the mail that brings it: all or nothing.</summary>
    /// <param name="mail">Null for accounts whose token is used up without a mail.</param>
    /// <exception cref="ConflictException">Email or username is taken; the field says which.</exception>
    Task Add(User user, VerificationToken token, Mail.Mail? mail, Origin from, CancellationToken cancellationToken);

    /// <summary>The first of name, name2, name3… that nobody has.</summary>
    Task<string> FreeUsername(string username, CancellationToken cancellationToken);

    Task<Credentials?> FindCredentials(string email, CancellationToken cancellationToken);

    /// <summary>Whoever has this address, whatever its case. Null when nobody has.</summary>
    Task<Recipient?> FindRecipient(string email, CancellationToken cancellationToken);

    /// <summary>Puts the token in place of the user's earlier one, together with the mail that brings it.</summary>
    /// <param name="token">Null when there is nothing to verify: nothing is kept then, and it takes as long.</param>
    Task RenewVerification(VerificationToken? token, Mail.Mail mail, CancellationToken cancellationToken);

    /// <summary>Uses up the token and verifies the address. Null when the token is unknown, used or expired at <paramref name="now"/>.</summary>
    Task<Guid?> VerifyEmail(byte[] secretHash, DateTimeOffset now, Origin from, CancellationToken cancellationToken);

    /// <summary>The user's own view of themselves, address included.</summary>
    /// <exception cref="NotFoundException">No such user.</exception>
    Task<UserDto> Get(Guid userId, CancellationToken cancellationToken);

    /// <summary>Somebody as the members of a common workspace see them.</summary>
    /// <exception cref="NotFoundException">No such user, or no workspace in which both are active.</exception>
    Task<UserDto> GetColleague(Guid userId, Guid viewerId, CancellationToken cancellationToken);

    /// <summary>Audited with the names of the fields that it changes, never with what stood or stands in them.</summary>
    /// <exception cref="ConflictException">The username is taken.</exception>
    /// <exception cref="UnprocessableException">The avatar is no picture that they uploaded and did not send.</exception>
    Task UpdateProfile(Guid userId, Profile profile, Origin from, CancellationToken cancellationToken);
}
