using System.Text.Json;
using ChatFlow.Application.Search;
using MediatR;
using Microsoft.Extensions.DependencyInjection;

namespace ChatFlow.Load.Searching;

/// <summary>ChatFlow's search, as one user of a workspace: by its use case, and over the wire.</summary>
internal sealed class ChatFlowSearch(ServiceProvider layers, HttpClient http, Guid workspaceId, Guid userId)
{
    /// <summary>The whole use case: permission, reading what was typed, all of its statements, highlights.</summary>
    public async Task<int> Find(string words, int page, CancellationToken stop)
    {
        await using var scope = layers.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<Person>().UserId = userId;
        var found = await scope.ServiceProvider.GetRequiredService<IMediator>()
            .Send(new SearchMessages(workspaceId, words, null, null, null, null, null, null, page), stop);
        return found.Hits.Count;
    }

    public async Task<int> FindOverHttp(string words, int page, CancellationToken stop)
    {
        using var answer = await http.GetAsync($"/api/search?workspace_id={workspaceId}&q={Uri.EscapeDataString(words)}&page={page}", stop);
        answer.EnsureSuccessStatusCode();
        using var body = JsonDocument.Parse(await answer.Content.ReadAsByteArrayAsync(stop));
        return body.RootElement.GetProperty("data").GetArrayLength();
    }
}
