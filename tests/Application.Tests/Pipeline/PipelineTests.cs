using ChatFlow.Application.Permissions;
using ChatFlow.Application.Pipeline;
using ChatFlow.Domain;
using ChatFlow.Domain.Permissions;
using ChatFlow.Domain.Workspaces;
using FluentValidation;
using MediatR;
using NSubstitute;

namespace ChatFlow.Application.Tests.Pipeline;

public class PipelineTests
{
    private static readonly Guid Workspace = Guid.Parse("01a1f4fb-ab63-7ac4-a381-d593bed77d30");
    private bool handled;

    [SetUp]
    public void NotYetHandled() => handled = false;

    [Test]
    public void Validate_TellsOfEveryFieldThatFailed_AndDoesNotGoOn()
    {
        var refusal = Assert.ThrowsAsync<InvalidRequestException>(() => new ValidateBehaviour<Rename, Unit>([new RenameValidator()])
            .Handle(new Rename(Guid.Empty, " ", "x\0"), default, Next))!;

        Assert.Multiple(() =>
        {
            Assert.That(refusal.Details.Select(d => (d.Field, d.Constraint)), Is.EqualTo(new[]
            {
                ("workspace_id", "required"), ("display_name", "required"), ("topic", "encoding"),
            }));
            Assert.That(handled, Is.False);
        });
    }

    [TestCase(WorkspaceRole.Moderator, true)]
    [TestCase(WorkspaceRole.Member, false)]
    public void Authorise_AsksTheRoleInTheWorkspaceOfTheRequest(WorkspaceRole role, bool allowed)
    {
        var (caller, access) = (Substitute.For<ICaller>(), Substitute.For<IAccess>());
        access.RoleIn(Workspace, caller.UserId, Arg.Any<CancellationToken>()).Returns(role);
        var authorise = new AuthoriseBehaviour<Rename, Unit>(caller, access);

        Task Asking() => authorise.Handle(new Rename(Workspace, "a", "b"), default, Next);

        Assert.That(Asking, allowed ? Throws.Nothing : Throws.TypeOf<ForbiddenException>());
        Assert.That(handled, Is.EqualTo(allowed));
    }

    [Test]
    public void Authorise_WhenNobodyIsSignedIn_IsUnauthorized()
    {
        var caller = Substitute.For<ICaller>();
        caller.UserId.Returns(_ => throw UnauthorizedException.NoToken());
        Assert.That(
            () => new AuthoriseBehaviour<Rename, Unit>(caller, Substitute.For<IAccess>()).Handle(new Rename(Workspace, "a", "b"), default, Next),
            Throws.TypeOf<UnauthorizedException>());
        Assert.That(handled, Is.False);
    }

    [Test]
    public void Authorise_OfAScopedPermissionWithoutAScope_IsAProgrammersError() => Assert.That(
        () => new AuthoriseBehaviour<Scopeless, Unit>(Substitute.For<ICaller>(), Substitute.For<IAccess>()).Handle(new Scopeless(), default, Next),
        Throws.InvalidOperationException);

    private Task<Unit> Next()
    {
        handled = true;
        return Unit.Task;
    }

    private sealed record Rename(Guid WorkspaceId, string DisplayName, string Topic) : IRequest<Unit>, IInWorkspace
    {
        public static Permission Permission => Permission.CreateChannel;
    }

    private sealed class RenameValidator : AbstractValidator<Rename>
    {
        public RenameValidator()
        {
            RuleFor(r => r.DisplayName).Required();
            RuleFor(r => r.Topic).Text(10);
        }
    }

    private sealed record Scopeless : IRequest<Unit>, IRestricted
    {
        public static Permission Permission => Permission.PostMessage;
    }
}
