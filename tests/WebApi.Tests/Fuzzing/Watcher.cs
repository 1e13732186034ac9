using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using ChatFlow.WebApi.Tests.Access;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Primitives;
using Serilog.Core;
using Serilog.Events;
using Serilog.Formatting.Compact;

namespace ChatFlow.WebApi.Tests.Fuzzing;

/// <summary>Inside the server: what it logs that it should not, and which names each route asks the query for.</summary>
internal sealed class Watcher : ILogEventSink, IStartupFilter
{
    private static readonly string[] Untold = [Texts.Canary, Vault.Marker, Person.Password];

    private readonly RenderedCompactJsonFormatter json = new();
    private readonly ConcurrentDictionary<string, ConcurrentDictionary<string, bool>> asked = new();
    private int lines;

    /// <summary>Failures, and lines with a text or a secret in them.</summary>
    public ConcurrentQueue<string> Bad { get; } = new();

    public int Lines => lines;

    public void In(IServiceCollection services) => services.AddSingleton<ILogEventSink>(this).AddSingleton<IStartupFilter>(this);

    /// <summary>In the order of the alphabet, so that a seed gives the same cases.</summary>
    public string[] Asked(string shape) => asked.TryGetValue(shape, out var names) ? [.. names.Keys.Order(StringComparer.Ordinal)] : [];

    public void Emit(LogEvent logEvent)
    {
        Interlocked.Increment(ref lines);
        using var text = new StringWriter();
        json.Format(logEvent, text);
        var line = text.ToString();
        // A path is no text: who puts a message into one has told every proxy on the way.
        if (logEvent.Level >= LogEventLevel.Error || (!line.Contains("\"RequestPath\"", StringComparison.Ordinal) && Untold.Any(line.Contains)))
            Bad.Enqueue(line);
    }

    public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
    {
        app.Use(async (http, following) =>
        {
            var query = new AskedQuery(http.Request.Query);
            http.Features.Set<IQueryFeature>(new QueryFeature(query));
            await following(http);
            if (http.GetEndpoint() is RouteEndpoint route)
            {
                var names = asked.GetOrAdd(Surface.ShapeOf($"{http.Request.Method} /{route.RoutePattern.RawText!.Trim('/')}"), _ => new());
                foreach (var name in query.Names)
                    names.TryAdd(name, true);
            }
        });
        next(app);
    };

    private sealed class AskedQuery(IQueryCollection inner) : IQueryCollection
    {
        public List<string> Names { get; } = [];
        public int Count => inner.Count;
        public ICollection<string> Keys => inner.Keys;
        public StringValues this[string key] => Ask(key)[key];

        public bool ContainsKey(string key) => Ask(key).ContainsKey(key);

        public bool TryGetValue(string key, [MaybeNullWhen(false)] out StringValues value) => Ask(key).TryGetValue(key, out value);

        public IEnumerator<KeyValuePair<string, StringValues>> GetEnumerator() => inner.GetEnumerator();

        System.Collections.IEnumerator System.Collections.IEnumerable.GetEnumerator() => inner.GetEnumerator();

        private IQueryCollection Ask(string name)
        {
            Names.Add(name);
            return inner;
        }
    }
}
