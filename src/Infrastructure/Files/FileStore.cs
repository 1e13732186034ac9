using ChatFlow.Application.Files;
using ChatFlow.Domain;
using ChatFlow.Domain.Files;
using Dapper;
using Microsoft.Extensions.Options;
using Npgsql;

namespace ChatFlow.Infrastructure.Files;

internal sealed class FileStore(NpgsqlDataSource postgres, IOptions<FilesOptions> options, TimeProvider clock) : IFileStore
{
    private readonly long? quota = options.Value.WorkspaceQuotaMegabytes is > 0 and var megabytes ? megabytes * 1024 * 1024 : null;

    public async Task Add(StoredFile file, Guid? workspaceId, CancellationToken cancellationToken)
    {
        var row = new DynamicParameters(file);
        row.AddDynamicParams(new { workspaceId, quota, expiresAt = file.UploadedAt + StoredFile.Unsent });
        await using var connection = await postgres.OpenConnectionAsync(cancellationToken);
        if (await connection.ExecuteAsync(new CommandDefinition(FileSql.Add, row, cancellationToken: cancellationToken)) == 0)
            throw new UnprocessableException("The workspace has no room for this file: its files are as large together as they may be.");
    }

    public async Task Abandon(Guid fileId)
    {
        // Not cancelled by whoever has gone: that is why it is abandoned.
        await using var connection = await postgres.OpenConnectionAsync(CancellationToken.None);
        await connection.ExecuteAsync(new CommandDefinition(FileSql.Expire, new { fileId, now = clock.Now() }));
    }

    public async Task<StoredFile> Get(Guid fileId, Guid viewerId, CancellationToken cancellationToken)
    {
        await using var connection = await postgres.OpenConnectionAsync(cancellationToken);
        var row = await connection.QuerySingleOrDefaultAsync<FileRow>(
            new CommandDefinition(FileSql.Get, new { fileId, viewerId, now = clock.Now() }, cancellationToken: cancellationToken))
            ?? throw new NotFoundException("The file");
        return row.ToFile();
    }

    private sealed class FileRow
    {
        public Guid Id { get; init; }
        public Guid? ChannelId { get; init; }
        public Guid? MessageId { get; init; }
        public required string Filename { get; init; }
        public long Size { get; init; }
        public required string Type { get; init; }
        public int? Width { get; init; }
        public int? Height { get; init; }
        public bool HasThumbnail { get; init; }
        public Guid UploadedBy { get; init; }
        public DateTimeOffset UploadedAt { get; init; }

        public StoredFile ToFile() => new(Id, ChannelId, MessageId, Filename, Size, Type, Width, Height, HasThumbnail, UploadedBy, UploadedAt);
    }
}
