using System.Text.Json;
using System.Text.Json.Serialization;

namespace ChatFlow.WebApi.Wire;

/// <summary>
/// An id as clients give it. Text that is no UUID names nothing, so it is read as an id that nothing has, and answered
/// as any unknown id is: 404, or 422 for a thread. Binding never fails for it.
/// </summary>
[JsonConverter(typeof(IdConverter))]
public readonly record struct Id(Guid Value)
{
    public static implicit operator Guid(Id id) => id.Value;

    /// <summary>How the router binds it; never false.</summary>
    public static bool TryParse(string? text, out Id id)
    {
        id = Parse(text);
        return true;
    }

    private static Id Parse(string? text) => new(Guid.TryParseExact(text, "D", out var value) ? value : Guid.AllBitsSet);

    internal sealed class IdConverter : JsonConverter<Id>
    {
        public override Id Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
        {
            if (reader.TokenType != JsonTokenType.String)
                throw new JsonException("An id is a string.");
            return Parse(reader.GetString());
        }

        public override void Write(Utf8JsonWriter writer, Id value, JsonSerializerOptions options) => writer.WriteStringValue(value.Value);
    }
}

internal static class IdLists
{
    public static IReadOnlyList<Guid>? Ids(this IReadOnlyList<Id>? ids) => ids?.Select(id => id.Value).ToArray();
}
