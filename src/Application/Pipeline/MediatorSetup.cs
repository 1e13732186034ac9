using System.Reflection;
using MediatR;
using Microsoft.Extensions.DependencyInjection;

namespace ChatFlow.Application.Pipeline;

/// <summary>
/// Everything that knows which MediatR this is (5.1: it resolves by a delegate, and registers nothing by itself). See
/// docs/decisions/0001-mediatr-5.md.
/// </summary>
public static class MediatorSetup
{
    internal static void AddMediator(this IServiceCollection services, Assembly application)
    {
        services.AddTransient<ServiceFactory>(provider => provider.GetService!);
        services.AddTransient<IMediator, EvenMediator>();
        // In this order: the first one is the outermost.
        services.AddTransient(typeof(IPipelineBehavior<,>), typeof(LogBehaviour<,>));
        services.AddTransient(typeof(IPipelineBehavior<,>), typeof(ValidateBehaviour<,>));
        services.AddTransient(typeof(IPipelineBehavior<,>), typeof(AuthoriseBehaviour<,>));
        services.AddHandlers(application);
    }

    /// <summary>Registers the handlers of requests and notifications that an assembly has.</summary>
    public static void AddHandlers(this IServiceCollection services, Assembly assembly) => services.Scan(scan => scan
        .FromAssemblies(assembly)
        .AddClasses(classes => classes.AssignableToAny(typeof(IRequestHandler<,>), typeof(INotificationHandler<>)), publicOnly: false)
        .AsImplementedInterfaces()
        .WithTransientLifetime());
}

/// <summary>Of the handlers of one notification, each gets it, whatever became of those before it.</summary>
internal sealed class EvenMediator(ServiceFactory services) : Mediator(services)
{
    /// <exception cref="AggregateException">What the handlers threw.</exception>
    protected override async Task PublishCore(IEnumerable<Task> allHandlers)
    {
        List<Exception> failures = [];
        using var handling = allHandlers.GetEnumerator();
        while (true)
        {
            try
            {
                // Each handler begins when it is its turn, and may fail in that already.
                if (!handling.MoveNext())
                    break;
                await handling.Current;
            }
            catch (Exception e)
            {
                failures.Add(e);
            }
        }
        if (failures.Count > 0)
            throw new AggregateException(failures);
    }
}
