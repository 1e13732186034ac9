namespace ChatFlow.Domain;

/// <summary>
/// An expected "no" with a code that clients rely on (docs/api.md). The message is shown to people and never tells
/// anything about what the caller may not see.
/// </summary>
public abstract class RefusalException(string code, string message) : Exception(message)
{
    public string Code { get; } = code;
}

/// <summary>It does not exist, or the caller may not know that it does.</summary>
public sealed class NotFoundException(string what) : RefusalException("NOT_FOUND", $"{what} was not found.");

/// <summary>The caller may see it and may not do this to it.</summary>
public sealed class ForbiddenException(string message) : RefusalException("FORBIDDEN", message);

/// <summary>Something unique is taken already.</summary>
public sealed class ConflictException(string field, string message) : RefusalException("CONFLICT", message)
{
    public string Field { get; } = field;
}

/// <summary>Well formed, and an invariant forbids it.</summary>
public sealed class UnprocessableException(string message) : RefusalException("UNPROCESSABLE", message);

/// <summary>Nobody is signed in, or the credentials are wrong; the code says which.</summary>
public sealed class UnauthorizedException(string code, string message) : RefusalException(code, message)
{
    public static UnauthorizedException NoToken() => new("UNAUTHORIZED", "Sign in first: an access token is needed.");

    public static UnauthorizedException WrongCredentials() => new("INVALID_CREDENTIALS", "Email or password is wrong.");
}

/// <summary>Too often. Trying again before <see cref="RetryAfter"/> has passed is refused as well.</summary>
public sealed class RateLimitedException(string message, TimeSpan retryAfter) : RefusalException("RATE_LIMITED", message)
{
    public TimeSpan RetryAfter { get; } = retryAfter;
}

/// <summary>Something that is needed is down or full. Trying again is safe.</summary>
public sealed class UnavailableException(string message) : RefusalException("SERVICE_UNAVAILABLE", message);

/// <summary>One field that failed: its name on the wire, a constraint that programs can match, a text for people.</summary>
public sealed record InvalidField(string Field, string Constraint, string Message);

/// <summary>Malformed or failed validation; every failing field is listed.</summary>
public sealed class InvalidRequestException(IReadOnlyList<InvalidField> details)
    : RefusalException("INVALID_REQUEST", details.Count == 1 ? details[0].Message : $"{details.Count} fields are not valid.")
{
    public InvalidRequestException(string field, string constraint, string message)
        : this([new InvalidField(field, constraint, message)])
    {
    }

    public IReadOnlyList<InvalidField> Details { get; } = details;
}
