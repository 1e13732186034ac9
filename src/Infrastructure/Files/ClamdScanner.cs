using System.Buffers.Binary;
using System.Net.Sockets;
using System.Text;
using ChatFlow.Application.Files;
using ChatFlow.Domain;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace ChatFlow.Infrastructure.Files;

/// <summary>Sends each upload to a clamd, by its command INSTREAM. Without its word nothing is taken in.</summary>
internal sealed partial class ClamdScanner(IOptions<FilesOptions> options, ILogger<ClamdScanner> logger) : IVirusScanner
{
    private const int ChunkLength = 64 * 1024;

    private readonly ClamdOptions clamd = options.Value.Clamd;

    public async Task DemandClean(Stream content, CancellationToken cancellationToken)
    {
        var answer = await Ask(content, cancellationToken);
        if (answer.EndsWith(" FOUND", StringComparison.Ordinal))
        {
            Infected(answer);
            throw new UnprocessableException("The file was refused: there is a virus in it.");
        }
        if (answer != "stream: OK")
        {
            // Such as its StreamMaxLength being smaller than our files may be.
            Strange(answer);
            throw Unavailable();
        }
    }

    private async Task<string> Ask(Stream content, CancellationToken cancellationToken)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(TimeSpan.FromSeconds(clamd.TimeoutSeconds));
        try
        {
            using var connection = new TcpClient();
            await connection.ConnectAsync(clamd.Host!, clamd.Port, patience.Token);
            await using var stream = connection.GetStream();
            await stream.WriteAsync("zINSTREAM\0"u8.ToArray(), patience.Token);
            var chunk = new byte[4 + ChunkLength];
            int read;
            do
            {
                // Each chunk after its length; one of no length is the end.
                read = await content.ReadAsync(chunk.AsMemory(4), patience.Token);
                BinaryPrimitives.WriteInt32BigEndian(chunk, read);
                await stream.WriteAsync(chunk.AsMemory(0, 4 + read), patience.Token);
            }
            while (read > 0);
            using var reader = new StreamReader(stream, Encoding.UTF8);
            return (await reader.ReadToEndAsync(patience.Token)).TrimEnd('\0', '\n');
        }
        catch (Exception e) when ((e is SocketException or IOException or OperationCanceledException) && !cancellationToken.IsCancellationRequested)
        {
            Away(e);
            throw Unavailable();
        }
    }

    private static UnavailableException Unavailable() => new("The virus scanner does not answer at the moment. Please try again.");

    [LoggerMessage(Level = LogLevel.Warning, Message = "An upload was refused by clamd: {Answer}")]
    private partial void Infected(string answer);

    [LoggerMessage(Level = LogLevel.Error, Message = "clamd did not say whether an upload is clean: {Answer}")]
    private partial void Strange(string answer);

    [LoggerMessage(Level = LogLevel.Error, Message = "clamd cannot be asked")]
    private partial void Away(Exception exception);
}

/// <summary>Where no clamd is set.</summary>
internal sealed class NoScanner : IVirusScanner
{
    public Task DemandClean(Stream content, CancellationToken cancellationToken) => Task.CompletedTask;
}
