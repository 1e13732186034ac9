using System.Collections.Concurrent;

namespace ChatFlow.WebApi.Monitoring;

/// <summary>
/// The framework asks for loggers again for each socket, three of them, and keeps them as long as the socket. Serilog makes another one each time;
/// this gives the one that is there.
/// </summary>
internal sealed class OneLoggerEach(ILoggerFactory inner) : ILoggerFactory
{
    private readonly ConcurrentDictionary<string, ILogger> loggers = new();

    public ILogger CreateLogger(string categoryName) => loggers.GetOrAdd(categoryName, inner.CreateLogger);

    public void AddProvider(ILoggerProvider provider) => inner.AddProvider(provider);

    public void Dispose() => inner.Dispose();
}
