using ChatFlow.Application.Pipeline;
using ChatFlow.Domain;
using ChatFlow.Domain.Permissions;
using MediatR;

namespace ChatFlow.Architecture.Tests;

public class RequestTests
{
    private static readonly Type[] Requests = typeof(Application.DependencyInjection).Assembly.GetTypes()
        .Where(type => type.GetInterfaces().Any(i => i.IsGenericType && i.GetGenericTypeDefinition() == typeof(IRequest<>))).ToArray();

    [Test]
    public void Requests_AreFound() => Assert.That(Requests, Has.Length.GreaterThan(10), "or the rules below hold for nothing");

    [TestCaseSource(nameof(Requests))]
    public void Request_DeclaresThePermissionItNeeds(Type request) =>
        Assert.That(request.GetInterfaces(), Does.Contain(typeof(IRestricted)));

    [TestCaseSource(nameof(Requests))]
    public void Request_ThatNeedsAScopedPermission_SaysWhere(Type request)
    {
        var permission = (Permission)request.GetProperty("Permission")!.GetValue(null)!;
        var scoped = permission is not (Permission.Anonymous or Permission.SignedIn);
        Assert.That(new[] { typeof(IInWorkspace), typeof(IInChannel), typeof(IAboutMessage) }.Any(request.IsAssignableTo), Is.EqualTo(scoped));
    }

    [Test]
    public void DomainEvents_AreNamedInThePastTense() => Assert.That(
        typeof(IDomainEvent).Assembly.GetTypes().Where(t => t.IsAssignableTo(typeof(IDomainEvent)) && !t.IsInterface).Select(t => t.Name),
        Is.Not.Empty.And.All.Matches("(ed|Joined|Left)$"));
}
