using System.Text;
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
            using var json = new StringWriter(new StringBuilder());
            MessagePackSerializer.ConvertToJson(ref reader, json, MessagePackSerializerOptions.Standard.WithSecurity(options.Security));
            return JsonSerializer.Deserialize<T>(json.ToString(), WireJson.Options)!;
        }
    }
}
