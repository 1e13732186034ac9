namespace ChatFlow.Build.Tests;

public sealed class DataFolderTests
{
    private string _parent = "";

    [SetUp]
    public void MakeParent() => _parent = Directory.CreateTempSubdirectory("chatflow-build-").FullName;

    [TearDown]
    public void RemoveParent() => Directory.Delete(_parent, recursive: true);

    [Test]
    public void Open_WhenFolderIsForeign_IsRefusedAndChangesNothing()
    {
        File.WriteAllText(Path.Combine(_parent, "thesis.txt"), "mine");

        var refusal = Assert.Throws<Refusal>(() => DataFolder.Open(_parent));

        Assert.That(refusal!.Message, Does.Contain("--data"));
        Assert.That(Directory.EnumerateFileSystemEntries(_parent).Select(Path.GetFileName), Is.EqualTo(new[] { "thesis.txt" }));
    }

    [Test]
    public void Open_WhenFolderIsEmptyOrOurs_IsGranted()
    {
        using (DataFolder.Open(_parent)) { }
        File.WriteAllText(Path.Combine(_parent, "more.txt"), "what a later version keeps");

        using var again = DataFolder.Open(_parent);

        Assert.That(again.Path, Is.EqualTo(_parent));
    }

    [Test]
    public void Open_WhenTheFirstStartWasCutShort_IsMended()
    {
        File.WriteAllText(Path.Combine(_parent, "chatflow-data.json"), "");

        using (DataFolder.Open(_parent)) { }

        Assert.That(File.ReadAllText(Path.Combine(_parent, "chatflow-data.json")), Does.Contain("version"));
    }

    [Test]
    public void Open_WhenAnotherRunHoldsIt_NamesThatRun()
    {
        using var first = DataFolder.Open(_parent);

        var refusal = Assert.Throws<Refusal>(() => DataFolder.Open(_parent));

        Assert.That(refusal!.Message, Does.StartWith($"Another ChatFlow (pid {Environment.ProcessId}) is using {_parent}"));
    }

    [Test]
    public void Open_WhenMadeByANewerChatFlow_IsRefused()
    {
        File.WriteAllText(Path.Combine(_parent, "chatflow-data.json"), """{"version":99}""");

        Assert.That(() => DataFolder.Open(_parent), Throws.TypeOf<Refusal>().With.Message.Contains("newer"));
    }

    [Test]
    public void Secrets_AreKeptAndReadableByTheirOwnerOnly()
    {
        using var folder = DataFolder.Open(_parent);

        var made = LocalSecrets.Of(folder);

        Assert.That(LocalSecrets.Of(folder), Is.EqualTo(made));
        Assert.That(File.GetUnixFileMode(folder.Secrets), Is.EqualTo(UnixFileMode.UserRead | UnixFileMode.UserWrite));
    }

    [Test]
    public void Secrets_WhenLostBesideAnExistingDatabase_AreNotMadeAnew()
    {
        using var folder = DataFolder.Open(_parent);
        Directory.CreateDirectory(folder.Postgres);

        Assert.That(() => LocalSecrets.Of(folder), Throws.TypeOf<Refusal>().With.Message.Contains("secrets.json"));
    }
}
