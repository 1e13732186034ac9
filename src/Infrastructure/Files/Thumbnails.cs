using System.Collections.Concurrent;
using ChatFlow.Application.Files;
using ChatFlow.Domain;
using Dapper;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace ChatFlow.Infrastructure.Files;

/// <summary>One picture is decoded at a time on each node: it can take as much memory as <see cref="Pictures.MaxPixels"/> allow.</summary>
internal sealed partial class Thumbnails(NpgsqlDataSource postgres, IContentStore contents, TimeProvider clock, ILogger<Thumbnails> logger)
    : BackgroundService, IThumbnails
{
    private readonly ConcurrentDictionary<Guid, Lazy<Task>> making = new();
    private readonly SemaphoreSlim turn = new(1);

    public void Begin(Guid fileId) => _ = Observe(Made(fileId), fileId);

    public async Task<Stream?> Get(Guid fileId, CancellationToken cancellationToken)
    {
        if (await contents.Open(fileId, Rendition.Thumbnail, cancellationToken) is { } made)
            return made;
        await Made(fileId).WaitAsync(cancellationToken);
        return await contents.Open(fileId, Rendition.Thumbnail, cancellationToken);
    }

    /// <summary>What a stop left undone.</summary>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            await using var connection = await postgres.OpenConnectionAsync(stoppingToken);
            var unmade = (await connection.QueryAsync<Guid>(new CommandDefinition(FileSql.Unmade, cancellationToken: stoppingToken))).AsList();
            foreach (var fileId in unmade)
                await Observe(Made(fileId), fileId).WaitAsync(stoppingToken);
        }
        catch (Exception e) when (!stoppingToken.IsCancellationRequested)
        {
            // The database is away, or not migrated yet. They are made when somebody asks for them.
            NotRead(e);
        }
    }

    /// <summary>Whoever asks while it is being made waits for the same one.</summary>
    private Task Made(Guid fileId) => making.GetOrAdd(fileId, id => new Lazy<Task>(() => Task.Run(() => Make(id)))).Value;

    private async Task Make(Guid fileId)
    {
        await turn.WaitAsync();
        try
        {
            await using var original = await contents.Open(fileId, Rendition.Original, CancellationToken.None);
            if (original is null)
                return;
            // Decoders read in their own way, and blocking: from the disk.
            await using var copy = Spool.New();
            await original.CopyToAsync(copy);
            copy.Position = 0;
            if (Pictures.Thumbnail(copy) is { } webp)
            {
                await contents.Put(fileId, Rendition.Thumbnail, new MemoryStream(webp), CancellationToken.None);
                if (await Note(FileSql.ThumbnailMade) == 0)
                    await contents.Delete(fileId, CancellationToken.None);
            }
            else
            {
                await Note(FileSql.NoThumbnail);
                Undecodable(fileId);
            }
        }
        finally
        {
            turn.Release();
            making.TryRemove(fileId, out _);
        }

        async Task<int> Note(string sql)
        {
            await using var connection = await postgres.OpenConnectionAsync();
            return await connection.ExecuteAsync(new CommandDefinition(sql, new { fileId, now = clock.Now() }));
        }
    }

    private async Task Observe(Task made, Guid fileId)
    {
        try
        {
            await made;
        }
        catch (Exception e)
        {
            // It is tried again when somebody asks for it.
            Failed(fileId, e);
        }
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "File {FileId} looks like a picture and cannot be decoded: it has no thumbnail")]
    private partial void Undecodable(Guid fileId);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The thumbnail of file {FileId} could not be made")]
    private partial void Failed(Guid fileId, Exception exception);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Thumbnails that are still to be made could not be looked up")]
    private partial void NotRead(Exception exception);
}
