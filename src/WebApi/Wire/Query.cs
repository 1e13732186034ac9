using System.Globalization;
using ChatFlow.Domain;

namespace ChatFlow.WebApi.Wire;

/// <summary>Reads the query string, and refuses with every number or id that is none, not with the first.</summary>
internal sealed class Query(HttpRequest request)
{
    private readonly List<InvalidField> invalid = [];

    public int? Int(string name) => (int?)Number(name, int.MinValue, int.MaxValue);

    public long? Long(string name) => Number(name, long.MinValue, long.MaxValue);

    /// <summary>Null when it is not given, or empty.</summary>
    public string? Text(string name) => request.Query[name].ToString() is { Length: > 0 } text ? text : null;

    public Guid? Guid(string name)
    {
        var text = request.Query[name].ToString();
        if (text.Length == 0)
            return null;
        if (System.Guid.TryParseExact(text, "D", out var id))
            return id;
        invalid.Add(new InvalidField(name, "type", $"'{name}' must be an id."));
        return null;
    }

    public T Done<T>(T read) => invalid.Count == 0 ? read : throw new InvalidRequestException(invalid);

    private long? Number(string name, long min, long max)
    {
        var text = request.Query[name].ToString();
        if (text.Length == 0)
            return null;
        if (long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) && number >= min && number <= max)
            return number;
        invalid.Add(new InvalidField(name, "type", $"'{name}' must be a whole number."));
        return null;
    }
}
