namespace ChatFlow.Domain.Users;

/// <summary>What a password must have. The upper limit only bounds the work of hashing.</summary>
public static class PasswordPolicy
{
    public const int MinLength = 8;
    public const int MaxLength = 200;

    /// <summary>The rules that this password breaks, as texts for the person who typed it; empty when it is good.</summary>
    public static IEnumerable<(string Constraint, string Message)> Broken(string password)
    {
        if (password.Length < MinLength)
            yield return ("min_length", $"A password needs at least {MinLength} characters.");
        if (!password.Any(char.IsUpper))
            yield return ("uppercase", "A password needs at least one upper-case letter.");
        if (!password.Any(char.IsDigit))
            yield return ("digit", "A password needs at least one digit.");
        if (password.All(c => char.IsLetterOrDigit(c) || char.IsWhiteSpace(c)))
            yield return ("special", "A password needs at least one special character.");
        if (GuessablePasswords.Contain(password))
            yield return ("common", "This is one of the passwords that everybody tries first. Please choose another one.");
    }
}
