namespace ChatFlow.Domain.Users;

/// <summary>A person or program with an account. Email and username are unique whatever their case.</summary>
public sealed class User
{
    public const int MaxEmail = 254;
    public const int MaxDisplayName = 100;
    public const int MaxBio = 1000;
    public const int MaxStatusMessage = 100;

    private User(Guid id, string email, string username, string displayName, string passwordHash, DateTimeOffset createdAt)
    {
        Id = id;
        Email = email;
        Username = username;
        DisplayName = displayName;
        PasswordHash = passwordHash;
        CreatedAt = createdAt;
    }

    public Guid Id { get; }
    public string Email { get; }
    public string Username { get; }
    public string DisplayName { get; }
    public string PasswordHash { get; }
    public DateTimeOffset CreatedAt { get; }

    public static User Register(string email, string username, string displayName, string passwordHash, TimeProvider clock) =>
        new(clock.NewId(), email, username, displayName, passwordHash, clock.Now());
}
