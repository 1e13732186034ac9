using ChatFlow.Application.Pipeline;
using ChatFlow.Domain;
using ChatFlow.Domain.Channels;
using ChatFlow.Domain.Messages;
using ChatFlow.Domain.Workspaces;
using ChatFlow.Infrastructure.Channels;
using ChatFlow.Infrastructure.Postgres;
using ChatFlow.Tests.Postgres;
using Microsoft.Extensions.Logging.Testing;

namespace ChatFlow.Infrastructure.Tests.Channels;

/// <summary>A database with one workspace, one user and some channels, and writers as separate nodes would have them.</summary>
internal sealed class LogFixture : IAsyncDisposable
{
    private readonly List<ChannelLog> nodes = [];

    public required TestDatabase Database { get; init; }
    public Guid WorkspaceId { get; } = TimeProvider.System.NewId();
    public Guid UserId { get; } = TimeProvider.System.NewId();

    /// <summary>Active in the workspace, member of no channel.</summary>
    public Guid StrangerId { get; } = TimeProvider.System.NewId();

    /// <summary>Member of every channel still, removed from the workspace.</summary>
    public Guid RemovedId { get; } = TimeProvider.System.NewId();

    /// <summary>Commits that were refused or failed: none, when the locks do their work.</summary>
    public FakeLogCollector Log { get; } = new();
    public RecordedEvents Events { get; } = new();

    public static async Task<LogFixture> Create()
    {
        DapperSetup.Apply();
        var fixture = new LogFixture { Database = await TestDatabase.Create() };
        await fixture.Execute($"""
            INSERT INTO users (id, email, username, display_name, password_hash, created_at)
            VALUES ('{fixture.UserId}', 'milo@example.org', 'milo', 'Milo', '', now()),
                   ('{fixture.StrangerId}', 'stranger@example.org', 'stranger', 'Stranger', '', now()),
                   ('{fixture.RemovedId}', 'removed@example.org', 'removed', 'Removed', '', now());
            INSERT INTO workspaces (id, name, slug, owner_id, created_at) VALUES ('{fixture.WorkspaceId}', 'W', 'w', '{fixture.UserId}', now());
            INSERT INTO workspace_members (workspace_id, user_id, role, status, joined_at)
            VALUES ('{fixture.WorkspaceId}', '{fixture.UserId}', 'owner', 'active', now()),
                   ('{fixture.WorkspaceId}', '{fixture.StrangerId}', 'member', 'active', now()),
                   ('{fixture.WorkspaceId}', '{fixture.RemovedId}', 'member', 'removed', now());
            """);
        return fixture;
    }

    public async Task<Guid> AddChannel(string name)
    {
        var id = TimeProvider.System.NewId();
        await Execute($"""
            INSERT INTO channels (id, workspace_id, name, slug, type, created_by, created_at, member_count)
            VALUES ('{id}', '{WorkspaceId}', '{name}', '{name}', 'public', '{UserId}', now(), 1);
            INSERT INTO channel_members (channel_id, user_id, role, last_read_seq, joined_at)
            VALUES ('{id}', '{UserId}', 'member', 0, now()), ('{id}', '{RemovedId}', 'member', 0, now());
            """);
        return id;
    }

    public async Task<ChannelLog> StartNode()
    {
        var node = NewNode();
        await node.StartAsync(default);
        nodes.Add(node);
        return node;
    }

    /// <summary>A writer that is not running yet: what is appended waits, and is then written as one batch.</summary>
    public ChannelLog NewNode() => new(
        Database.DataSource, new ChannelFeed(Database.DataSource, null!), Events, TimeProvider.System, new FakeLogger<ChannelLog>(Log));

    public Message Message(Guid channelId, string content = "hi", Guid? clientId = null, Guid? threadId = null, Guid? userId = null, Guid[]? fileIds = null) =>
        new ChannelAccess(channelId, WorkspaceId, userId ?? UserId, ChannelType.Public, false, WorkspaceRole.Member, ChannelRole.Member)
            .Post(content, threadId, clientId, online: [], TimeProvider.System, fileIds);

    public async Task Execute(string sql)
    {
        await using var command = Database.DataSource.CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }

    public async Task<long[]> Seqs(Guid channelId)
    {
        await using var command = Database.DataSource.CreateCommand($"SELECT seq FROM messages WHERE channel_id = '{channelId}' ORDER BY seq");
        await using var reader = await command.ExecuteReaderAsync();
        List<long> seqs = [];
        while (await reader.ReadAsync())
            seqs.Add(reader.GetInt64(0));
        return [.. seqs];
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var node in nodes)
            await node.StopAsync(default);
        await Database.DisposeAsync();
    }
}

internal sealed class RecordedEvents : IEventPublisher
{
    private readonly Lock gate = new();
    private readonly List<IDomainEvent> published = [];

    public IReadOnlyList<IDomainEvent> Published
    {
        get
        {
            lock (gate)
                return [.. published];
        }
    }

    public void Publish(IReadOnlyList<IDomainEvent> events, Cause? cause = null)
    {
        lock (gate)
            published.AddRange(events);
    }
}
