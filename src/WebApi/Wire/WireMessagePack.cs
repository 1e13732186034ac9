using System.Buffers;
using System.Text.Json;
using MessagePack;
using MessagePack.Formatters;

namespace ChatFlow.WebApi.Wire;

/// <summary>
/// MessagePack as the same documents that JSON has: names, times and ids are written by one set of rules, and cannot drift
/// apart. It costs a detour over JSON for clients that ask for this protocol.
/// </summary>
internal sealed class WireMessagePack : IFormatterResolver
{
    public static MessagePackSerializerOptions Options { get; } =
        MessagePackSerializerOptions.Standard.WithResolver(new WireMessagePack()).WithSecurity(MessagePackSecurity.UntrustedData);

    public IMessagePackFormatter<T> GetFormatter<T>() => new Formatter<T>();

    private sealed class Formatter<T> : IMessagePackFormatter<T>
    {
        public void Serialize(ref MessagePackWriter writer, T value, MessagePackSerializerOptions options) =>
            MessagePackSerializer.ConvertFromJson(JsonSerializer.Serialize(value, value?.GetType() ?? typeof(T), WireJson.Options), ref writer);

        public T Deserialize(ref MessagePackReader reader, MessagePackSerializerOptions options)
        {
            var json = new ArrayBufferWriter<byte>();
            using (var writer = new Utf8JsonWriter(json))
                Copy(ref reader, writer, options.Security);
            return JsonSerializer.Deserialize<T>(json.WrittenSpan, WireJson.Options)!;
        }
    }

    // Not the library's ConvertToJson, which leaves control characters in texts as they are: that is no JSON.
    private static void Copy(ref MessagePackReader reader, Utf8JsonWriter writer, MessagePackSecurity security)
    {
        switch (reader.NextMessagePackType)
        {
            case MessagePackType.Nil:
                reader.ReadNil();
                writer.WriteNullValue();
                break;
            case MessagePackType.Boolean:
                writer.WriteBooleanValue(reader.ReadBoolean());
                break;
            case MessagePackType.Integer when reader.NextCode == MessagePackCode.UInt64:
                writer.WriteNumberValue(reader.ReadUInt64());
                break;
            case MessagePackType.Integer:
                writer.WriteNumberValue(reader.ReadInt64());
                break;
            case MessagePackType.Float when reader.ReadDouble() is var number && double.IsFinite(number):
                writer.WriteNumberValue(number);
                break;
            case MessagePackType.String:
                writer.WriteStringValue(reader.ReadString());
                break;
            case MessagePackType.Array:
                security.DepthStep(ref reader);
                writer.WriteStartArray();
                for (var left = reader.ReadArrayHeader(); left > 0; left--)
                    Copy(ref reader, writer, security);
                writer.WriteEndArray();
                reader.Depth--;
                break;
            case MessagePackType.Map:
                security.DepthStep(ref reader);
                writer.WriteStartObject();
                for (var left = reader.ReadMapHeader(); left > 0; left--)
                {
                    writer.WritePropertyName(reader.ReadString() ?? throw new MessagePackSerializationException("A map's keys are texts."));
                    Copy(ref reader, writer, security);
                }
                writer.WriteEndObject();
                reader.Depth--;
                break;
            default:
                throw new MessagePackSerializationException("Only what JSON has, too, is understood.");
        }
    }
}
