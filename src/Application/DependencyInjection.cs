using ChatFlow.Application.Files;
using ChatFlow.Application.Mail;
using ChatFlow.Application.Pipeline;
using ChatFlow.Application.Typing;
using FluentValidation;
using Microsoft.Extensions.DependencyInjection;

namespace ChatFlow.Application;

public static class DependencyInjection
{
    public static IServiceCollection AddApplication(this IServiceCollection services)
    {
        services.AddMediator(typeof(DependencyInjection).Assembly);
        services.AddValidatorsFromAssembly(typeof(DependencyInjection).Assembly, ServiceLifetime.Singleton, includeInternalTypes: true);
        services.AddSingleton<MailTexts>();
        services.AddSingleton<Typists>();
        services.AddTransient<FileIntake>();
        // Details name the fields as the wire does, and texts do as well.
        ValidatorOptions.Global.DisplayNameResolver = (_, member, _) => member is null ? null : WireName.Of(member.Name);
        return services;
    }
}
