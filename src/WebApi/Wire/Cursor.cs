using System.Text.Json;
using System.Text.Json.Serialization;

namespace ChatFlow.WebApi.Wire;

/// <summary>Where the next page begins: a seq, or an id. Clients give it back as they got it.</summary>
[JsonConverter(typeof(CursorConverter))]
public readonly record struct Cursor
{
    private readonly long seq;
    private readonly Guid? id;

    private Cursor(long seq, Guid? id) => (this.seq, this.id) = (seq, id);

    public static implicit operator Cursor(long seq) => new(seq, null);

    public static implicit operator Cursor(Guid id) => new(0, id);

    internal sealed class CursorConverter : JsonConverter<Cursor>
    {
        public override Cursor Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            reader.TokenType == JsonTokenType.Number ? reader.GetInt64() : reader.GetGuid();

        public override void Write(Utf8JsonWriter writer, Cursor value, JsonSerializerOptions options)
        {
            if (value.id is { } id)
                writer.WriteStringValue(id);
            else
                writer.WriteNumberValue(value.seq);
        }
    }
}
