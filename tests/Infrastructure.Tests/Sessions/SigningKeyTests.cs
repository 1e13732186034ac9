using ChatFlow.Infrastructure.Sessions;
using Microsoft.Extensions.FileProviders;
using Microsoft.Extensions.Hosting;

namespace ChatFlow.Infrastructure.Tests.Sessions;

public class SigningKeyTests
{
    private const string Random = "q7Vw2Zt9Lk4Xb6Nd8Rf1Hs3Jm5Pc0GyU";

    [TestCase("", false)]
    [TestCase("short", false)]
    [TestCase("change-me-change-me-change-me-change-me", false)]
    [TestCase("this is my secret key that I found in a tutorial", false)]
    [TestCase("aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", false)]
    [TestCase(Random, true)]
    public void Production_TakesOnlyKeysThatNobodyCanGuess(string key, bool taken) =>
        Assert.That(Check(Environments.Production, new JwtOptions { SigningKey = key }), Is.EqualTo(taken));

    [Test]
    public void PreviousKeys_AreCheckedAsWell() => Assert.That(
        Check(Environments.Production, new JwtOptions { SigningKey = Random, PreviousSigningKeys = ["short"] }), Is.False);

    [Test]
    public void Development_TakesSamples_ButNoShortKeys() => Assert.Multiple(() =>
    {
        Assert.That(Check(Environments.Development, new JwtOptions { SigningKey = "change-me-change-me-change-me-change-me" }), Is.True);
        Assert.That(Check(Environments.Development, new JwtOptions { SigningKey = "short" }), Is.False);
    });

    private static bool Check(string environment, JwtOptions options) =>
        new SigningKeyCheck(new In(environment)).Validate(null, options).Succeeded;

    private sealed class In(string environment) : IHostEnvironment
    {
        public string EnvironmentName { get; set; } = environment;
        public string ApplicationName { get; set; } = "";
        public string ContentRootPath { get; set; } = "";
        public IFileProvider ContentRootFileProvider { get; set; } = new NullFileProvider();
    }
}
