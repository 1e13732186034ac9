using ChatFlow.Infrastructure.Files;
using ChatFlow.Infrastructure.Settings;

namespace ChatFlow.Infrastructure.Tests.Files;

public class FilesOptionsTests
{
    [Test]
    public void Files_InAFolderOrABucket_Start()
    {
        Assert.That(Mistakes(new FilesOptions()), Is.Null, "by default in a folder");
        Assert.That(Mistakes(new FilesOptions { S3 = { Bucket = "b", Region = "eu-central-1" } }), Is.Null, "with what the machine may");
        Assert.That(Mistakes(new FilesOptions { S3 = { Bucket = "b", Endpoint = "https://s3.example.org", AccessKey = "a", SecretKey = "s" } }), Is.Null);
    }

    [Test]
    public void Files_HalfConfigured_DoNotStart_AndTheMessageNamesTheKeys()
    {
        Assert.That(Mistakes(new FilesOptions { Directory = " " }), Does.Contain("Files__Directory").And.Contain("Files__S3__Bucket"));
        Assert.That(Mistakes(new FilesOptions { S3 = { AccessKey = "a", SecretKey = "s" } }), Does.StartWith("Files__S3__Bucket"));
        Assert.That(Mistakes(new FilesOptions { S3 = { Bucket = "b" } }), Does.Contain("Files__S3__Region").And.Contain("Files__S3__Endpoint"));
        Assert.That(Mistakes(new FilesOptions { S3 = { Bucket = "b", Endpoint = "s3.example.org" } }), Does.StartWith("Files__S3__Endpoint"));
        Assert.That(Mistakes(new FilesOptions { S3 = { Bucket = "b", Region = "r", AccessKey = "a" } }), Does.Contain("Files__S3__SecretKey"));
    }

    [Test]
    public void Numbers_ThatCannotBe_DoNotStart()
    {
        Assert.That(Wrong(new FilesOptions { WorkspaceQuotaMegabytes = -1 }), Is.EqualTo("Files__WorkspaceQuotaMegabytes has to be between 0 and 1073741824."));
        Assert.That(Wrong(new FilesOptions { Clamd = { Host = "h", Port = 0 } }), Is.EqualTo("Files__Clamd__Port has to be between 1 and 65535."));
        Assert.That(Wrong(new FilesOptions { Clamd = { Host = "h", TimeoutSeconds = 0 } }), Is.EqualTo("Files__Clamd__TimeoutSeconds has to be between 1 and 600."));
    }

    private static string Wrong(FilesOptions options) => SettingsCheck<FilesOptions>.Wrong("Files", options).Single();

    private static string? Mistakes(FilesOptions options) => new FilesOptionsValidation().Validate(null, options).FailureMessage;
}
