using System.Reflection;
using Microsoft.Extensions.DependencyInjection;

namespace ChatFlow.WebApi.Tests;

/// <summary>Around a port of a running server: calls through, after telling the test of the call. Not sealed: the runtime derives from it.</summary>
public class Watched<T> : DispatchProxy
    where T : class
{
    internal T Inner { get; set; } = null!;
    internal Action<string> Calling { get; set; } = null!;

    protected override object? Invoke(MethodInfo? targetMethod, object?[]? args)
    {
        Calling(targetMethod!.Name);
        return targetMethod.Invoke(Inner, BindingFlags.DoNotWrapExceptions, binder: null, args, culture: null);
    }
}

internal static class Watching
{
    /// <param name="calling">Is told the name of each method, before it runs.</param>
    public static void Watch<T>(this IServiceCollection services, Action<string> calling)
        where T : class
    {
        var watched = services.Single(service => service.ServiceType == typeof(T));
        services.Remove(watched);
        services.AddSingleton(provider =>
        {
            var proxy = DispatchProxy.Create<T, Watched<T>>();
            var around = (Watched<T>)(object)proxy;
            (around.Inner, around.Calling) = ((T)ActivatorUtilities.CreateInstance(provider, watched.ImplementationType!), calling);
            return proxy;
        });
    }
}
