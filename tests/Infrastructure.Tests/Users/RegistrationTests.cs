using ChatFlow.Application.Audit;
using ChatFlow.Domain;
using ChatFlow.Domain.Users;
using ChatFlow.Infrastructure.Caching;
using ChatFlow.Infrastructure.Mail;
using ChatFlow.Infrastructure.Tests.Mail;
using ChatFlow.Infrastructure.Users;
using Npgsql;

namespace ChatFlow.Infrastructure.Tests.Users;

public class RegistrationTests
{
    private MailFixture fixture = null!;

    [SetUp]
    public async Task CreateDatabase() => fixture = await MailFixture.Create();

    [TearDown]
    public async Task DropDatabase() => await fixture.DisposeAsync();

    [Test]
    public async Task Registration_WritesUserTokenAndMail()
    {
        await Register("milo@example.org", "milo", Mail());
        Assert.That(await Rows(), Is.EqualTo((1, 1, 1)));
    }

    [Test]
    public async Task Registration_WhoseMailCannotBeQueued_LeavesNoUserEither()
    {
        var queued = await fixture.Queue();
        Assert.That(() => Register("milo@example.org", "milo", queued), Throws.TypeOf<PostgresException>());
        Assert.That(await Rows(), Is.EqualTo((0, 0, 1)));
    }

    [Test]
    public async Task Registration_OfATakenAddress_QueuesNoMail()
    {
        await Register("milo@example.org", "milo", Mail());
        Assert.That(() => Register("MILO@example.org", "milo2", Mail()), Throws.TypeOf<ConflictException>());
        Assert.That(await Rows(), Is.EqualTo((1, 1, 1)));
    }

    private Task Register(string email, string username, Application.Mail.Mail mail)
    {
        var signal = new MailSignal(fixture.Clock);
        var user = User.Register(email, username, "Milo", "hash", fixture.Clock);
        return new UserStore(fixture.Database.DataSource, new Caches(), new MailQueue(fixture.Database.DataSource, signal), signal, fixture.Clock)
            .Add(user, VerificationToken.For(user.Id, [1, 2, 3], fixture.Clock), mail, new Origin(null, null), default);
    }

    private Application.Mail.Mail Mail() =>
        new(fixture.Clock.NewId(), "milo@example.org", "Subject", "Text", "Html", "https://chat/", fixture.Clock.Now());

    private async Task<(long Users, long Tokens, long Mails)> Rows() => (
        await fixture.Database.Scalar<long>("SELECT count(*) FROM users"),
        await fixture.Database.Scalar<long>("SELECT count(*) FROM email_verifications"),
        await fixture.Waiting());
}
