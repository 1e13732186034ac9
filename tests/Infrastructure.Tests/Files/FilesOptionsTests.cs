using ChatFlow.Infrastructure.Files;

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
        Assert.That(Mistakes(new FilesOptions { WorkspaceQuotaMegabytes = -1 }), Does.StartWith("Files__WorkspaceQuotaMegabytes"));
        Assert.That(Mistakes(new FilesOptions { Clamd = { Host = "h", Port = 0 } }), Does.StartWith("Files__Clamd__Port"));
        Assert.That(Mistakes(new FilesOptions { Clamd = { Host = "h", TimeoutSeconds = 0 } }), Does.StartWith("Files__Clamd__TimeoutSeconds"));
    }

    private static string? Mistakes(FilesOptions options) => new FilesOptionsValidation().Validate(null, options).FailureMessage;
}
