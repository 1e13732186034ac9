using Microsoft.Extensions.Options;

namespace ChatFlow.Infrastructure.Files;

/// <summary>The server does not start with files half configured; what it says names the keys to set.</summary>
internal sealed class FilesOptionsValidation : IValidateOptions<FilesOptions>
{
    public ValidateOptionsResult Validate(string? name, FilesOptions options)
    {
        var mistakes = Mistakes(options).ToList();
        return mistakes.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(mistakes);
    }

    private static IEnumerable<string> Mistakes(FilesOptions files)
    {
        var s3 = files.S3;
        if (!s3.IsUsed && string.IsNullOrWhiteSpace(files.Directory))
            yield return "Set Files__Directory (a folder) or Files__S3__Bucket.";
        if (!s3.IsUsed && (s3.Endpoint ?? s3.Region ?? s3.AccessKey ?? s3.SecretKey) is not null)
            yield return "Files__S3__Bucket is not set, and other settings of Files__S3 are.";
        if (s3.IsUsed && string.IsNullOrWhiteSpace(s3.Region) && string.IsNullOrWhiteSpace(s3.Endpoint))
            yield return "Set Files__S3__Region (Amazon's), Files__S3__Endpoint (another server), or both.";
        if (s3.Endpoint is not null && !(Uri.TryCreate(s3.Endpoint, UriKind.Absolute, out var endpoint) && endpoint.Scheme is "http" or "https"))
            yield return "Files__S3__Endpoint is not an address, such as https://s3.example.org.";
        if (s3.AccessKey is null != s3.SecretKey is null)
            yield return "Set both or none of Files__S3__AccessKey and Files__S3__SecretKey.";
    }
}
