using System.Security.Cryptography;
using System.Text.Json;

namespace ChatFlow.Build;

/// <summary>Made once for a data folder and kept there, readable by its owner only: keys, passwords, and the ports chosen at the first start.</summary>
internal sealed record LocalSecrets(string JwtSigningKey, string PostgresPassword, string RedisPassword, int PostgresPort, int RedisPort)
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    public static LocalSecrets Of(DataFolder folder)
    {
        if (Read(folder.Secrets) is { } kept) return kept;
        // A cluster knows its password only from here: without this file it cannot be entered any more.
        if (Directory.Exists(folder.Postgres))
            throw new Refusal($"{folder.Secrets} is missing or damaged, and with it the database's password. Put it back, or give another folder with --data");
        var made = new LocalSecrets(Random(48), Hex(24), Hex(24), PostgresPort: 0, RedisPort: 0);
        made.Write(folder);
        return made;
    }

    public void Write(DataFolder folder)
    {
        // Left alone when nothing changed: a root who runs on another user's folder must not become this file's owner.
        if (this == Read(folder.Secrets)) return;
        // Written beside and renamed, so that a kill in between leaves the old one or the new one.
        var beside = folder.Secrets + ".new";
        File.Delete(beside);
        using (var file = new FileStream(beside, new FileStreamOptions
        {
            Mode = FileMode.CreateNew,
            Access = FileAccess.Write,
            UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite,
        }))
            JsonSerializer.Serialize(file, this, Indented);
        File.Move(beside, folder.Secrets, overwrite: true);
    }

    private static LocalSecrets? Read(string path)
    {
        try
        {
            return File.Exists(path) ? JsonSerializer.Deserialize<LocalSecrets>(File.ReadAllText(path)) : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static string Random(int bytes) => Convert.ToBase64String(RandomNumberGenerator.GetBytes(bytes));

    private static string Hex(int bytes) => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(bytes));
}
