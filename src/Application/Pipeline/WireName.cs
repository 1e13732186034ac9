using System.Text.Json;

namespace ChatFlow.Application.Pipeline;

/// <summary>The name of a member on the wire, by the same rule as the JSON options: DisplayName is display_name.</summary>
public static class WireName
{
    public static string Of(string member) => JsonNamingPolicy.SnakeCaseLower.ConvertName(member);

    public static string Of<T>(T value)
        where T : struct, Enum => Of(value.ToString());
}
