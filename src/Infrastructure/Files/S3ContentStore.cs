using System.Net;
using Amazon;
using Amazon.Runtime;
using Amazon.S3;
using Amazon.S3.Model;
using ChatFlow.Application.Files;
using ChatFlow.Domain;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace ChatFlow.Infrastructure.Files;

/// <summary>A bucket of Amazon's, or of any server that speaks as S3 does. The server needs to put, get and delete objects in it, nothing else.</summary>
internal sealed partial class S3ContentStore : IContentStore, IDisposable
{
    private readonly AmazonS3Client s3;
    private readonly string bucket;
    private readonly ILogger<S3ContentStore> logger;

    public S3ContentStore(IOptions<FilesOptions> options, ILogger<S3ContentStore> logger)
    {
        var set = options.Value.S3;
        var config = new AmazonS3Config
        {
            ForcePathStyle = set.PathStyle,
            // Somebody waits for the answer.
            MaxErrorRetry = 2,
            // What older servers of others do not know is left out: bodies are signed or travel by TLS in any case.
            RequestChecksumCalculation = RequestChecksumCalculation.WHEN_REQUIRED,
            ResponseChecksumValidation = ResponseChecksumValidation.WHEN_REQUIRED,
        };
        if (set.Endpoint is not null)
            (config.ServiceURL, config.AuthenticationRegion) = (set.Endpoint, set.Region);
        else
            config.RegionEndpoint = RegionEndpoint.GetBySystemName(set.Region);
        s3 = set.AccessKey is null ? new AmazonS3Client(config) : new AmazonS3Client(new BasicAWSCredentials(set.AccessKey, set.SecretKey), config);
        (bucket, this.logger) = (set.Bucket!, logger);
    }

    public void Dispose() => s3.Dispose();

    public Task Put(Guid fileId, Rendition rendition, Stream content, CancellationToken cancellationToken) => Answered(() => s3.PutObjectAsync(
        new PutObjectRequest
        {
            BucketName = bucket,
            Key = KeyOf(fileId, rendition),
            InputStream = content,
            AutoCloseStream = false,
            AutoResetStreamPosition = false,
            UseChunkEncoding = false,
        }, cancellationToken));

    public Task<Stream?> Open(Guid fileId, Rendition rendition, CancellationToken cancellationToken) => Answered<Stream?>(async () =>
    {
        try
        {
            var key = KeyOf(fileId, rendition);
            var found = await s3.GetObjectMetadataAsync(bucket, key, cancellationToken);
            return new S3Content(s3, bucket, key, found.ContentLength);
        }
        catch (AmazonS3Exception e) when (e.StatusCode == HttpStatusCode.NotFound)
        {
            return null;
        }
    });

    public async Task Delete(Guid fileId, CancellationToken cancellationToken)
    {
        foreach (var rendition in Enum.GetValues<Rendition>())
            await Answered(() => s3.DeleteObjectAsync(bucket, KeyOf(fileId, rendition), cancellationToken));
    }

    private static string KeyOf(Guid fileId, Rendition rendition) => rendition == Rendition.Original ? $"{fileId:N}" : $"{fileId:N}.thumbnail";

    private async Task<T> Answered<T>(Func<Task<T>> asking)
    {
        try
        {
            return await asking();
        }
        catch (Exception e) when (e is AmazonClientException or AmazonServiceException or HttpRequestException)
        {
            Away(e);
            throw new UnavailableException("The store of the files does not answer at the moment. Please try again.");
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "The bucket of the files cannot be used")]
    private partial void Away(Exception exception);
}
