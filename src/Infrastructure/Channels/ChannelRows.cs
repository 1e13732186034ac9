using System.Text.Json;
using ChatFlow.Application.Channels;
using ChatFlow.Domain.Messages;
using ChatFlow.Infrastructure.Users;
using Mapster;

namespace ChatFlow.Infrastructure.Channels;

internal sealed class ChannelRow
{
    public Guid Id { get; init; }
    public Guid WorkspaceId { get; init; }
    public required string Name { get; init; }
    public required string Slug { get; init; }
    public required string Type { get; init; }
    public string? Description { get; init; }
    public string? Topic { get; init; }
    public Guid CreatedBy { get; init; }
    public DateTimeOffset CreatedAt { get; init; }
    public bool Archived { get; init; }
    public int MemberCount { get; init; }
    public long MessageCount { get; init; }
    public DateTimeOffset? LastMessageAt { get; init; }
    public long LastSeq { get; init; }
    public string? Role { get; init; }
    public long LastReadSeq { get; init; }
    public string? Notify { get; init; }
    public long UnreadCount { get; init; }
    public long MentionCount { get; init; }

    /// <summary>Of a direct conversation, as JSON.</summary>
    public string? People { get; init; }

    public ChannelDto ToDto() => this.Adapt<ChannelDto>() with
    {
        Membership = Role is null ? null : new MembershipDto(Role, LastReadSeq, Notify!),
        Users = People is null ? null : JsonSerializer.Deserialize<List<Person>>(People)!.ConvertAll(p => new Sender(p.id, p.username, p.display_name, p.avatar_url)),
    };

    private sealed record Person(Guid id, string username, string display_name, string? avatar_url);
}

internal class ChannelMemberRow : UserRow
{
    public Guid ChannelId { get; init; }
    public string? Role { get; init; }
    public string? PreviousRole { get; init; }

    public ChannelMemberDto ToDto() => new(ChannelId, ToUser(), Role!, PreviousRole);
}

internal sealed class ListedChannelMemberRow : ChannelMemberRow
{
    public required string MemberStatus { get; init; }
    public DateTimeOffset JoinedAt { get; init; }
    public DateTimeOffset? LastActive { get; init; }

    public ListedChannelMemberDto ToListed() => new(ChannelId, ToUser(), Role!, MemberStatus, JoinedAt, LastActive);
}

/// <summary>What of a channel can be changed, as it stands.</summary>
internal sealed record ChannelSettingsRow
{
    public required string Name { get; init; }
    public required string Slug { get; init; }
    public string? Description { get; init; }
    public string? Topic { get; init; }

    public ChannelSettingsRow With(ChannelSettings settings, Guid channelId) => new()
    {
        Name = settings.Name ?? Name,
        Slug = settings.Name is { } name && name != Name ? Domain.Workspaces.Slug.From(name, channelId) : Slug,
        Description = Changed(Description, settings.Description),
        Topic = Changed(Topic, settings.Topic),
    };

    public List<(string Field, string? Before, string? After)> ChangesTo(ChannelSettingsRow after) => new (string, string?, string?)[]
    {
        ("name", Name, after.Name),
        ("slug", Slug, after.Slug),
        ("description", Description, after.Description),
        ("topic", Topic, after.Topic),
    }.Where(change => change.Item2 != change.Item3).ToList();

    private static string? Changed(string? held, string? given) => given is null ? held : given.Length == 0 ? null : given;
}
