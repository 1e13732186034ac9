using ChatFlow.Infrastructure.Sessions;
using Microsoft.Extensions.Options;

namespace ChatFlow.Infrastructure.Tests.Sessions;

public sealed class PasswordTests : IDisposable
{
    private readonly Passwords passwords = new(Options.Create(new PasswordOptions { BcryptCost = 4 }));

    public void Dispose() => passwords.Dispose();

    [Test]
    public async Task Password_LongerThanBcryptsLimit_CountsToItsEnd()
    {
        var hash = await passwords.Hash(new string('a', 80) + "1", default);
        Assert.Multiple(async () =>
        {
            Assert.That(await passwords.Verify(new string('a', 80) + "1", hash, default), Is.True);
            Assert.That(await passwords.Verify(new string('a', 80) + "2", hash, default), Is.False);
        });
    }

    [Test]
    public async Task Password_OfAnUnknownAccount_IsWrong_WhateverItIs() =>
        Assert.That(await passwords.Verify("nobody has this one", hash: null, default), Is.False);

    [Test]
    public async Task Password_OfAnUnknownAccount_CostsAsMuchAsAnyOther()
    {
        using var dearer = new Passwords(Options.Create(new PasswordOptions { BcryptCost = 6 }));
        Assert.That(dearer.Nobodys, Does.Contain("$06$"));
        Assert.That(await dearer.Hash("any", default), Does.Contain("$06$"));
        // Not measured: what bcrypt does not take shows that it was asked.
        Assert.That(() => passwords.Verify(null!, hash: null, default), Throws.ArgumentNullException);
    }

    [Test]
    public void Cost_IsTwelveByDefault() => Assert.That(new PasswordOptions().BcryptCost, Is.EqualTo(12));
}
