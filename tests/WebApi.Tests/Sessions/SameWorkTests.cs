using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net.Http.Json;
using ChatFlow.Application.Sessions;
using ChatFlow.Application.Users;
using ChatFlow.Tests.Postgres;

namespace ChatFlow.WebApi.Tests.Sessions;

/// <summary>
/// Whoever asks cannot tell by the time of the answer who has an account. Not measured but counted: the same statements, the same
/// checks of passwords, whatever is known of the address.
/// </summary>
public class SameWorkTests
{
    private readonly ConcurrentQueue<(ActivityTraceId Trace, string Sql)> statements = new();
    private int verified;

    private static TestDatabase Database => Shared.Server.Database;

    [Test]
    public async Task Answer_TakesTheSameWork_WhetherTheAddressIsKnownUnknownOrUnverified()
    {
        using var listener = Listener();
        await using var server = new ChatServer(Database, services => services.Watch<IPasswords>(
            method => verified += method == nameof(IPasswords.Verify) ? 1 : 0));
        var known = (await Person.SignUp(Shared.Server)).User.Email!;
        var unverified = Person.NewEmail();
        await server.Http().Post<UserDto>("/api/auth/register", new { email = unverified, password = Person.Password, display_name = "Milo Tanaka" });

        foreach (var path in new[] { "login", "forgot-password", "resend-verification" })
        {
            // Once beforehand: the very first request of its kind may do more.
            await Work(server, path, Person.NewEmail());
            var (statementsOfUnknown, checks) = await Work(server, path, Person.NewEmail());
            Assert.Multiple(async () =>
            {
                Assert.That(statementsOfUnknown, Has.Count.EqualTo(3), path);
                Assert.That(checks, Is.EqualTo(path == "login" ? 1 : 0), path);
                foreach (var email in new[] { known, unverified })
                {
                    var work = await Work(server, path, email);
                    Assert.That((work.Statements.Count, work.Verified), Is.EqualTo((3, checks)), $"{path} {email}: {string.Join("; ", work.Statements)}");
                    if (path == "login")
                        Assert.That(work.Statements, Is.EqualTo(statementsOfUnknown));
                }
            });
        }
    }

    private async Task<(List<string> Statements, int Verified)> Work(ChatServer server, string path, string email)
    {
        var before = verified;
        using var asking = new Activity("asking").Start();
        await server.Http().PostAsJsonAsync($"/api/auth/{path}", path == "login" ? new { email, password = "Wrong-pass-2025!" } : (object)new { email });
        var mine = statements.Where(statement => statement.Trace == asking.TraceId).Select(statement => statement.Sql).ToList();
        return (mine, verified - before);
    }

    /// <summary>Every statement that the request causes, by the trace that it carries.</summary>
    private ActivityListener Listener()
    {
        var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name is "Npgsql" or "Microsoft.AspNetCore",
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllData,
            ActivityStopped = activity =>
            {
                if (activity.Source.Name == "Npgsql" && Sql(activity) is { } sql)
                    statements.Enqueue((activity.TraceId, sql));
            },
        };
        ActivitySource.AddActivityListener(listener);
        return listener;
    }

    private static string? Sql(Activity activity) => (activity.GetTagItem("db.query.text") ?? activity.GetTagItem("db.statement")) as string;
}
