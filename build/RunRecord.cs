using System.Text.Json;
using System.Text.Json.Serialization;

namespace ChatFlow.Build;

/// <summary>
/// run.json: what runs on this data folder now. The next run reads it to stop what a killed run left behind, tests read it to know
/// which process to kill.
/// </summary>
internal sealed record RunRecord(
    [property: JsonPropertyName("pid")] int Pid,
    [property: JsonPropertyName("url")] string? Url,
    [property: JsonPropertyName("webapi_pid")] int? WebApiPid,
    [property: JsonPropertyName("webapi_identity")] string? WebApiIdentity,
    [property: JsonPropertyName("postgres_pid")] int? PostgresPid,
    [property: JsonPropertyName("started_at")] DateTimeOffset StartedAt)
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    public static RunRecord? Read(DataFolder folder)
    {
        try
        {
            return File.Exists(folder.RunRecord) ? JsonSerializer.Deserialize<RunRecord>(File.ReadAllText(folder.RunRecord)) : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    public void Write(DataFolder folder)
    {
        // Renamed into place: a test that reads it in a loop never sees half of it.
        var beside = folder.RunRecord + ".new";
        File.WriteAllText(beside, JsonSerializer.Serialize(this, Indented));
        File.Move(beside, folder.RunRecord, overwrite: true);
    }

    public static void Remove(DataFolder folder) => File.Delete(folder.RunRecord);
}
