using ChatFlow.Application.Users;
using Mapster;

namespace ChatFlow.Infrastructure.Users;

/// <summary>A user as others see them: no address, whatever the row holds.</summary>
internal class UserRow
{
    public Guid Id { get; init; }
    public required string Username { get; init; }
    public required string DisplayName { get; init; }
    public string? AvatarUrl { get; init; }
    public string? Bio { get; init; }
    public string? Timezone { get; init; }
    public required string Status { get; init; }
    public string? StatusMessage { get; init; }
    public bool EmailVerified { get; init; }
    public DateTimeOffset CreatedAt { get; init; }
    public DateTimeOffset? LastSeenAt { get; init; }

    public UserDto ToUser() => this.Adapt<UserDto>();
}
