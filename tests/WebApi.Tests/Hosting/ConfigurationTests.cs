using System.Reflection;
using ChatFlow.Infrastructure.Settings;
using ChatFlow.WebApi.Tests.Monitoring;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Serilog.Core;

namespace ChatFlow.WebApi.Tests.Hosting;

/// <summary>What is set wrongly is said at the start, by its key, and not found out later.</summary>
public class ConfigurationTests
{
    private static IEnumerable<Type> Options => new[] { typeof(SectionAttribute).Assembly, typeof(Program).Assembly }
        .SelectMany(assembly => assembly.GetTypes()).Where(type => type.IsDefined(typeof(SectionAttribute)));

    [TestCase("Mail:Smtp:Port", "0", "Mail__Smtp__Port has to be between 1 and 65535.")]
    [TestCase("Passwords:BcryptCost", "3", "Passwords__BcryptCost has to be between 4 and 16.")]
    [TestCase("Jwt:SigningKey", "short", "Jwt__SigningKey is too short")]
    [TestCase("ConnectionStrings:Redis", "", "ConnectionStrings__Redis is not set.")]
    [TestCase("PublicUrl", "chat.example.org", "PublicUrl is not an address")]
    [TestCase("RateLimits:PerUser", "0", "RateLimits__PerUser has to be between 1 and 1000000.")]
    [TestCase("Metrics:AllowedNetworks:0", "everybody", "Metrics__AllowedNetworks__0 is neither an address nor a network")]
    [TestCase("Traces:SampledShare", "2", "Traces__SampledShare has to be between 0 and 1.")]
    [TestCase("Mail:Smtp:Prot", "25", "Mail__Smtp__Prot is no setting")]
    [TestCase("Cluster:Enabeld", "true", "Cluster__Enabeld is no setting")]
    [TestCase("Mail:Smtp:Port", "many", "'Mail:Smtp:Port'")]
    public void Server_WithAWrongSetting_DoesNotStart_AndNamesItsKey(string key, string value, string said)
    {
        var log = new LogLines();
        var refusal = Assert.Catch(() => _ = new ChatServer(Shared.Server.Database, services => services.AddSingleton<ILogEventSink>(log), (key, value)));
        Assert.That(log.All.Append(refusal!.Message), Has.Some.Contains(said));
    }

    [TestCaseSource(nameof(Options))]
    public void Options_AreCheckedAtTheStart(Type options)
    {
        var checks = Shared.Server.Services.GetServices(typeof(IValidateOptions<>).MakeGenericType(options)).Select(check => check!.GetType().Name);
        Assert.That(checks, Has.Some.StartsWith("SettingsCheck"));
    }
}
