using System.ComponentModel.DataAnnotations;
using ChatFlow.Application.Sessions;
using ChatFlow.Infrastructure.Settings;
using Microsoft.Extensions.Options;

namespace ChatFlow.Infrastructure.Sessions;

/// <summary>Options of the section <c>Passwords</c>.</summary>
[Section("Passwords")]
public sealed class PasswordOptions
{
    /// <summary>bcrypt's cost: each step doubles the time. 12 is about a quarter of a second; tests use 4.</summary>
    [Range(4, 16)]
    public int BcryptCost { get; set; } = 12;
}

/// <summary>
/// bcrypt over SHA-384 ("enhanced"), because plain bcrypt silently ignores all after 72 bytes. At most one hash a core
/// at a time, on the thread pool: a wave of logins must not take the threads that messages need.
/// </summary>
internal sealed class Passwords(IOptions<PasswordOptions> options) : IPasswords, IDisposable
{
    private readonly SemaphoreSlim slots = new(Environment.ProcessorCount);
    private readonly Lazy<string> nobodys = new(() => BCrypt.Net.BCrypt.EnhancedHashPassword("nobody has this one", options.Value.BcryptCost));

    /// <summary>What a password is compared with when there is no account, so that it takes as long.</summary>
    internal string Nobodys => nobodys.Value;

    public Task<string> Hash(string password, CancellationToken cancellationToken) =>
        Run(() => BCrypt.Net.BCrypt.EnhancedHashPassword(password, options.Value.BcryptCost), cancellationToken);

    public Task<bool> Verify(string password, string? hash, CancellationToken cancellationToken) =>
        Run(() => BCrypt.Net.BCrypt.EnhancedVerify(password, hash ?? Nobodys) && hash is not null, cancellationToken);

    public void Dispose() => slots.Dispose();

    private async Task<T> Run<T>(Func<T> hashing, CancellationToken cancellationToken)
    {
        await slots.WaitAsync(cancellationToken);
        try
        {
            return await Task.Run(hashing, cancellationToken);
        }
        finally
        {
            slots.Release();
        }
    }
}
