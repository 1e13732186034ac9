using System.Text;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace ChatFlow.Infrastructure.Sessions;

/// <summary>Refuses to start with keys that somebody could guess: whoever has a key can be anybody.</summary>
internal sealed class SigningKeyCheck(IHostEnvironment environment) : IValidateOptions<JwtOptions>
{
    private const int MinBytes = 32;
    private const int MinDistinctCharacters = 12;

    private static readonly string[] WordsOfSamples =
        ["changeme", "change-me", "change_me", "secret", "sample", "example", "password", "placeholder", "your-", "0123456789", "abcdefgh"];

    public ValidateOptionsResult Validate(string? name, JwtOptions options)
    {
        var flaws = options.PreviousSigningKeys
            .Select((key, i) => ($"Jwt__PreviousSigningKeys__{i}", key))
            .Prepend(("Jwt__SigningKey", options.SigningKey))
            .Select(setting => Flaw(setting.Item1, setting.Item2)).OfType<string>().ToList();
        return flaws.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(flaws);
    }

    private string? Flaw(string setting, string key)
    {
        if (key.Length == 0)
            return $"{setting} is not set: give it a random secret of at least {MinBytes} characters, for example from 'openssl rand -base64 48'.";
        if (Encoding.UTF8.GetByteCount(key) < MinBytes)
            return $"{setting} is too short: it needs at least {MinBytes} characters.";
        if (environment.IsDevelopment())
            return null;
        return WordsOfSamples.Any(word => key.Contains(word, StringComparison.OrdinalIgnoreCase)) || key.Distinct().Count() < MinDistinctCharacters
            ? $"{setting} looks like a sample: give it a random secret, for example from 'openssl rand -base64 48'."
            : null;
    }
}
