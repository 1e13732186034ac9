using System.Net;
using System.Net.Http.Json;
using System.Text.Json;

namespace ChatFlow.Load.Seeding;

/// <summary>Users who logged in over the API, as people do.</summary>
internal static class SignedIn
{
    public const string Password = "Load-pass-2025!";

    public static async Task<string> Token(HttpClient http, string email, CancellationToken stop)
    {
        while (true)
        {
            using var answer = await http.PostAsJsonAsync("/api/auth/login", new { email, password = Password }, stop);
            if (answer.StatusCode == HttpStatusCode.TooManyRequests && answer.Headers.RetryAfter?.Delta is { } delay)
            {
                // A server that was given, and has its limits.
                await Task.Delay(delay, stop);
                continue;
            }
            answer.EnsureSuccessStatusCode();
            var body = await answer.Content.ReadFromJsonAsync<JsonElement>(stop);
            return body.GetProperty("data").GetProperty("access_token").GetString()!;
        }
    }

    /// <summary>For other load generators: who there is, with a token each, and the channels that they are members of.</summary>
    public static async Task Write(string file, HttpClient http, Scale scale, Population population, CancellationToken stop)
    {
        List<object> users = [];
        for (var n = 0; n < population.Users.Length; n++)
        {
            var email = Scale.Email(scale.Number, n + 1);
            var channels = population.Channels.Where(channel => channel.Members.Contains(n)).Select(channel => channel.Id).ToArray();
            users.Add(new { id = population.Users[n], email, access_token = await Token(http, email, stop), channel_ids = channels });
        }
        var all = population.Channels.Select(channel => new { id = channel.Id, workspace_id = population.Workspaces[channel.Workspace] });
        await File.WriteAllTextAsync(file, JsonSerializer.Serialize(new { users, channels = all }), stop);
    }
}
