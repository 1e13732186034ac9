using System.Security.Cryptography;
using System.Text;

namespace ChatFlow.Build;

/// <summary>Tells whether a step's inputs changed since it last succeeded. The stamp is written only after success.</summary>
internal static class Fingerprint
{
    public static string OfFiles(string root, IEnumerable<string> files)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var file in files.Order(StringComparer.Ordinal))
        {
            hash.AppendData(Encoding.UTF8.GetBytes(Path.GetRelativePath(root, file) + "\n"));
            hash.AppendData(SHA256.HashData(File.ReadAllBytes(file)));
        }
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    public static bool Matches(string stamp, string fingerprint) => File.Exists(stamp) && File.ReadAllText(stamp) == fingerprint;

    public static void Write(string stamp, string fingerprint) => File.WriteAllText(stamp, fingerprint);
}
