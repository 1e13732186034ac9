using System.Collections.Concurrent;
using System.Net.Http.Json;
using System.Text.Json;

namespace ChatFlow.Deploy.Tests;

/// <summary>People who read and write over REST without a pause, until they are told to stop.</summary>
internal sealed class Load : IDisposable
{
    private readonly CancellationTokenSource over = new();
    private readonly ConcurrentBag<string> failures = [];
    private readonly ConcurrentBag<Guid> sent = [];
    private readonly List<Task> people;
    private int requests;

    private Load(IEnumerable<Person> people, Guid channel, Uri page) =>
        this.people = [.. people.Select((person, n) => Task.Run(() => Talk(person, channel, page, n)))];

    public int Requests => requests;

    /// <summary>Every request that was not answered as it should.</summary>
    public IReadOnlyCollection<string> Failures => failures;

    /// <summary>The client_message_id of everything that was acknowledged.</summary>
    public IReadOnlyCollection<Guid> Sent => sent;

    /// <param name="page">A file of the client.</param>
    public static Load Begin(IEnumerable<Person> people, Guid channel, Uri page) => new(people, channel, page);

    public async Task End()
    {
        await over.CancelAsync();
        await Task.WhenAll(people);
    }

    public void Dispose() => over.Dispose();

    private async Task Talk(Person person, Guid channel, Uri page, int seed)
    {
        var random = new Random(seed);
        while (!over.IsCancellationRequested)
        {
            var id = RandomId(random);
            if (await Try(() => person.Http.PostAsJsonAsync($"/api/channels/{channel}/messages", new { content = $"r{random.Next()}", client_message_id = id })))
                sent.Add(id);
            await Try(() => person.Http.GetAsync($"/api/channels/{channel}/messages?limit=20"));
            await Try(() => person.Http.GetAsync(page));
            await Task.Delay(random.Next(20, 60));
        }
    }

    private async Task<bool> Try(Func<Task<HttpResponseMessage>> request)
    {
        Interlocked.Increment(ref requests);
        try
        {
            using var answer = await request();
            if (answer.IsSuccessStatusCode) return true;
            failures.Add($"{answer.RequestMessage!.Method} {answer.RequestMessage.RequestUri!.AbsolutePath}: {(int)answer.StatusCode} {await answer.Content.ReadAsStringAsync()}");
        }
        catch (Exception failed) when (failed is HttpRequestException or TaskCanceledException or JsonException)
        {
            failures.Add(failed.ToString());
        }
        return false;
    }

    private static Guid RandomId(Random random)
    {
        var bytes = new byte[16];
        random.NextBytes(bytes);
        return new Guid(bytes);
    }
}
