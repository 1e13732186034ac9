using ChatFlow.Application.Audit;
using ChatFlow.Application.Mail;
using ChatFlow.Application.Pipeline;
using ChatFlow.Application.Sessions;
using ChatFlow.Application.Users;
using ChatFlow.Domain;
using ChatFlow.Domain.Users;
using Microsoft.Extensions.Time.Testing;
using NSubstitute;

namespace ChatFlow.Application.Tests.Users;

public class RegisterUserTests
{
    private readonly IUserStore users = Substitute.For<IUserStore>();

    [Test]
    public async Task Register_WhenTheMadeUsernameIsTakenMeanwhile_TakesTheNextOne()
    {
        users.FreeUsername("milo.tanaka", Arg.Any<CancellationToken>()).Returns("milo.tanaka", "milo.tanaka2");
        users.Add(Arg.Is<User>(u => u.Username == "milo.tanaka"), Arg.Any<VerificationToken>(), Arg.Any<Application.Mail.Mail>(), Arg.Any<Origin>(), Arg.Any<CancellationToken>())
            .Returns(Task.FromException(new ConflictException("username", "taken")));

        await Register(username: null);

        await users.Received(1).Add(
            Arg.Is<User>(u => u.Username == "milo.tanaka2"),
            Arg.Any<VerificationToken>(),
            Arg.Is<Application.Mail.Mail>(m => m.To == "milo@example.org" && m.Text.Contains("https://chat/verify")),
            new Origin("192.0.2.1", "tester/1.0"),
            Arg.Any<CancellationToken>());
    }

    [Test]
    public void Register_WhenTheWantedUsernameIsTaken_IsAConflict()
    {
        users.Add(Arg.Any<User>(), Arg.Any<VerificationToken>(), Arg.Any<Application.Mail.Mail>(), Arg.Any<Origin>(), Arg.Any<CancellationToken>())
            .Returns(Task.FromException(new ConflictException("username", "taken")));

        Assert.That(() => Register("milo"), Throws.TypeOf<ConflictException>());
    }

    private Task<UserDto> Register(string? username)
    {
        var (passwords, secrets, links) = (Substitute.For<IPasswords>(), Substitute.For<ISecrets>(), Substitute.For<ILinks>());
        passwords.Hash(Arg.Any<string>(), Arg.Any<CancellationToken>()).Returns("hash");
        secrets.New().Returns("secret");
        secrets.Hash("secret").Returns([1, 2, 3]);
        links.VerifyEmail("secret").Returns("https://chat/verify");
        var caller = Substitute.For<ICaller>();
        caller.Address.Returns("192.0.2.1");
        caller.UserAgent.Returns("tester/1.0");
        var clock = new FakeTimeProvider();
        return new RegisterUserHandler(users, passwords, secrets, new MailTexts(links, clock), caller, clock)
            .Handle(new RegisterUser("milo@example.org", "Demo-pass-2025!", "Milo Tanaka", username), default);
    }
}
