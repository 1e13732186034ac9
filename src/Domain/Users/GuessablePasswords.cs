namespace ChatFlow.Domain.Users;

/// <summary>
/// Passwords that keep every rule and are tried first by everyone who guesses: a common word with the usual trimmings, such as
/// Password1!, P@ssw0rd or Summer2025!. Recognised by the word, so that the list need not know all trimmings.
/// </summary>
public static class GuessablePasswords
{
    private static readonly HashSet<string> Words =
    [
        "a", "aa", "aaa", "abc", "abcd", "abcde", "abcdef", "access", "account", "admin", "administrator", "alex", "amanda", "andrea", "andrew", "angel",
        "anthony", "apple", "april", "arsenal", "ashley", "asdf", "asdfgh", "asdfghjkl", "august", "autumn", "babygirl", "bailey", "banana", "baseball",
        "basketball", "batman", "biteme", "blink", "buster", "changeme", "charlie", "chatflow", "cheese", "chelsea", "chocolate", "cisco", "company",
        "computer", "cookie", "corona", "covid", "daniel", "december", "default", "demo", "diamond", "dragon", "eminem", "enter", "example", "facebook",
        "fall", "family", "february", "ferrari", "flower", "football", "freedom", "friday", "friends", "george", "ginger", "google", "guest", "hannah",
        "harley", "hello", "helloworld", "hockey", "hunter", "iloveyou", "internet", "january", "jasmine", "jennifer", "jessica", "jesus", "jordan", "joshua",
        "july", "june", "justin", "killer", "letmein", "letmeinnow", "liverpool", "login", "london", "love", "lovely", "loveme", "lucky", "maggie", "march",
        "master", "matrix", "matthew", "may", "mercedes", "merlin", "michael", "michelle", "monday", "monkey", "mustang", "mypassword", "naruto", "newpassword",
        "nicole", "ninja", "november", "october", "office", "orange", "pass", "passpass", "passw", "password", "passwort", "pepper", "picture", "pokemon",
        "princess", "purple", "qaz", "qazwsx", "qwer", "qwert", "qwerty", "qwertyuiop", "qwertz", "rainbow", "ranger", "robert", "root", "samsung", "saturday",
        "secret", "september", "service", "shadow", "silver", "slack", "soccer", "sparky", "spring", "starwars", "summer", "sunday", "sunshine", "superman",
        "superuser", "support", "system", "taylor", "team", "temp", "temporary", "test", "testing", "thomas", "thunder", "thursday", "tigger", "tiger",
        "trustno", "tuesday", "user", "wednesday", "welcome", "welcomeback", "whatever", "william", "winter", "work", "yankees", "zaq", "zxcv", "zxcvbn", "zxcvbnm",
    ];

    public static bool Contain(string password)
    {
        var core = password.ToLowerInvariant().AsSpan();
        while (core.Length > 0 && !char.IsLetter(core[0]))
            core = core[1..];
        while (core.Length > 0 && !char.IsLetter(core[^1]))
            core = core[..^1];
        var word = string.Concat(core.ToArray().Select(LetterFor).Where(char.IsLetter));
        return word.Length == 0 || Words.Contains(word);
    }

    private static char LetterFor(char c) => c switch
    {
        '@' or '4' => 'a',
        '3' or '€' => 'e',
        '1' or '!' or '|' => 'i',
        '0' => 'o',
        '$' or '5' => 's',
        '7' => 't',
        _ => c,
    };
}
