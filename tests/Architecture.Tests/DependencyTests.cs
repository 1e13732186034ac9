using System.Reflection;
using NetArchTest.Rules;

namespace ChatFlow.Architecture.Tests;

/// <summary>Dependencies point inward: Domain, Application, Infrastructure, WebApi.</summary>
public class DependencyTests
{
    private static readonly Assembly Domain = typeof(Domain.Messages.Message).Assembly;
    private static readonly Assembly Application = typeof(Application.DependencyInjection).Assembly;
    private static readonly Assembly Infrastructure = typeof(Infrastructure.DependencyInjection).Assembly;
    private static readonly Assembly WebApi = typeof(Program).Assembly;

    [Test]
    public void Domain_ReferencesNothingButTheFramework()
    {
        var references = Domain.GetReferencedAssemblies().Select(a => a.Name!)
            // netstandard comes in when coverage is measured: the instrumentation is built against it.
            .Where(name => !name.StartsWith("System.", StringComparison.Ordinal) && name != "netstandard");
        Assert.That(references, Is.Empty);
    }

    [Test]
    public void Application_KnowsNoSqlHttpRedisOrSignalR() => AssertNoDependency(
        Application, "ChatFlow.Infrastructure", "ChatFlow.WebApi", "Npgsql", "Dapper", "System.Data", "System.Net.Http", "StackExchange.Redis",
        "Microsoft.AspNetCore", "MimeKit", "MailKit", "SkiaSharp", "Amazon");

    [Test]
    public void Infrastructure_KnowsNothingOfTheWebApi() => AssertNoDependency(Infrastructure, "ChatFlow.WebApi", "Microsoft.AspNetCore");

    [Test]
    public void WebApi_SpeaksToTheDatabaseThroughPortsOnly() => Assert.That(
        Types.InAssembly(WebApi).That().DoNotResideInNamespace("ChatFlow.WebApi.Health").And().DoNotResideInNamespace("ChatFlow.WebApi.Errors")
            .ShouldNot().HaveDependencyOnAny("Npgsql", "Dapper").GetResult().FailingTypeNames ?? [],
        Is.Empty);

    private static void AssertNoDependency(Assembly assembly, params string[] on) => Assert.That(
        Types.InAssembly(assembly).ShouldNot().HaveDependencyOnAny(on).GetResult().FailingTypeNames ?? [], Is.Empty);
}
