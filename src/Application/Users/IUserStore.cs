using ChatFlow.Domain;
using ChatFlow.Domain.Users;

namespace ChatFlow.Application.Users;

/// <param name="EmailVerified">False until the link in the mail was opened.</param>
public sealed record Credentials(Guid UserId, string PasswordHash, bool EmailVerified);

/// <summary>What is null stays as it is, an empty text becomes nothing.</summary>
public sealed record Profile(string? DisplayName, string? Username, string? Bio, string? Timezone, string? StatusMessage);

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

    /// <summary>Somebody as the members of a common workspace see them.</summary>
    /// <exception cref="NotFoundException">No such user, or no workspace in which both are active.</exception>
    Task<UserDto> GetColleague(Guid userId, Guid viewerId, CancellationToken cancellationToken);

    /// <exception cref="ConflictException">The username is taken.</exception>
    Task UpdateProfile(Guid userId, Profile profile, CancellationToken cancellationToken);

    Task<string> GetPasswordHash(Guid userId, CancellationToken cancellationToken);

    Task SetPasswordHash(Guid userId, string passwordHash, CancellationToken cancellationToken);
}
