using System.Text.RegularExpressions;

namespace ChatFlow.Domain.Users;

/// <summary>Addresses as web forms know them: ASCII, one @, a domain with a dot. Whether it is read is proved by mail.</summary>
public static partial class EmailAddress
{
    public static bool IsValid(string email) => email.Length <= User.MaxEmail && Pattern().IsMatch(email);

    [GeneratedRegex(@"\A[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@[A-Za-z0-9-]{1,63}(\.[A-Za-z0-9-]{1,63})+\z")]
    private static partial Regex Pattern();
}
