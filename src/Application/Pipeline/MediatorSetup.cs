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
        services.AddTransient<IMediator, Mediator>();
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
