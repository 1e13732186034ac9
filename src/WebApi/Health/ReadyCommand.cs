namespace ChatFlow.WebApi.Health;

/// <summary>`ready`: asks the server beside it whether it is ready, for a container that has no other program to ask with.</summary>
internal static class ReadyCommand
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    /// <param name="urls">What the server listens on, as in ASPNETCORE_URLS; the first is asked.</param>
    /// <returns>The exit code: 0 when it is ready, 1 when it says that it is not, or nothing within 5 seconds.</returns>
    public static async Task<int> Ask(string urls)
    {
        var server = BindingAddress.Parse(urls.Split(';')[0]);
        using var http = new HttpClient { Timeout = Patience };
        try
        {
            using var answer = await http.GetAsync(new UriBuilder(server.Scheme, "localhost", server.Port, "/health/ready").Uri);
            return answer.IsSuccessStatusCode ? 0 : 1;
        }
        catch (Exception silence) when (silence is HttpRequestException or TaskCanceledException)
        {
            return 1;
        }
    }
}
