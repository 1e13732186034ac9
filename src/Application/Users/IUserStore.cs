using ChatFlow.Domain;
using ChatFlow.Domain.Users;

namespace ChatFlow.Application.Users;

/// <param name="EmailVerified">False until the link in the mail was opened.</param>
public sealed record Credentials(Guid UserId, string PasswordHash, bool EmailVerified);

/// <summary>Accounts.</summary>
public interface IUserStore
{
    /// <summary>Adds the user and the token that verifies the address, both or neither.</summary>
    /// <exception cref="ConflictException">Email or username is taken; the field says which.</exception>
    Task Add(User user, VerificationToken token, CancellationToken cancellationToken);

    /// <summary>The first of name, name2, name3… that nobody has.</summary>
    Task<string> FreeUsername(string username, CancellationToken cancellationToken);

    Task<Credentials?> FindCredentials(string email, CancellationToken cancellationToken);

    /// <summary>Uses up the token and verifies the address. Null when the token is unknown, used or expired at <paramref name="now"/>.</summary>
    Task<Guid?> VerifyEmail(byte[] secretHash, DateTimeOffset now, CancellationToken cancellationToken);

    /// <summary>The user's own view of themselves, address included.</summary>
    /// <exception cref="NotFoundException">No such user.</exception>
    Task<UserDto> Get(Guid userId, CancellationToken cancellationToken);
}
