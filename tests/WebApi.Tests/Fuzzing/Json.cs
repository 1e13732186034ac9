using System.Reflection;
using System.Text.Json;
using ChatFlow.WebApi.Tests.Access;
using ChatFlow.WebApi.Wire;
using CsCheck;

namespace ChatFlow.WebApi.Tests.Fuzzing;

/// <summary>Documents for what the server reads a body or an argument as: like those of the access matrix, with anything in any place of them.</summary>
internal static class Json
{
    /// <summary>What the rows of the matrix give for a field, by its name.</summary>
    private static readonly ILookup<string, string> Examples = (
        from row in AccessMatrix.Rows
        where row.Body is not null && row.Body.StartsWith('{')
        from field in JsonDocument.Parse(row.Body!).RootElement.EnumerateObject()
        select (field.Name, Value: field.Value.GetRawText())).Distinct().ToLookup(field => field.Name, field => field.Value);

    private static readonly Gen<string> Numbers = Gen.OneOf(
        Gen.Int[-2, 600].Select(number => number.ToString()),
        Gen.OneOf("0", "-1", "2147483647", "2147483648", "-9223372036854775808", "9223372036854775807", "9223372036854775808", "1.5", "1e3", "1e400", "-0", "1E-400", "00", "0x1", "9".PadRight(500, '9')));

    /// <summary>Texts, quoted, whole and broken.</summary>
    public static readonly Gen<string> Strings = Gen.Frequency(
        (20, Texts.Any.Select(text => JsonSerializer.Serialize(text, WireJson.Options))),
        (2, Gen.OneOf("\"\\ud800\"", "\"a\\udc00b\"", "\"\\u0000\"", "\"a\\u0000b\"", "\"\\x\"", "\"\\u12\"", "\"raw\nline\"", "\"open", "'single'")));

    private static readonly Gen<string> Unfit = Gen.Frequency(
        (5, Texts.Unfit.Select(text => JsonSerializer.Serialize(text, WireJson.Options))), (1, Gen.OneOf("\"\\ud800\"", "\"words\\ud83d\"", "\"\\udc00words\"", "\"words\\u0000\"")));

    private static readonly Gen<string> Anything = Gen.Frequency(
        (3, Strings), (2, Numbers), (2, Gen.OneOf("null", "true", "false", "[]", "{}", "[null]", "[[]]", "{\"a\":1}", "undefined", "NaN", "")),
        (1, Gen.Select(Gen.OneOf(10, 70, 600, 20_000), Gen.Bool, (depth, isArray) => Deep(depth, isArray ? "[" : "{\"a\":"))));

    /// <param name="examples">What the matrix has for this call.</param>
    public static Gen<string> Of(Type type, string[] examples) => examples.Length == 0
        ? Gen.Frequency((30, Object(type)), (1, Anything))
        : Gen.Frequency((10, Gen.OneOf(examples)), (12, OneOdd(type, examples)), (8, OneUnfit(type, examples)), (10, Object(type)), (1, Anything));

    /// <summary>As the matrix has it, but for one field: nothing else is refused before that is looked at.</summary>
    private static Gen<string> OneOdd(Type type, string[] examples)
    {
        var odd = Fields(type).Select(property => (Name: NameOf(property), property.PropertyType))
            .Select(field => Gen.Frequency((2, OfType(field.PropertyType, field.Name)), (2, field.PropertyType == typeof(string) ? Strings : OfType(field.PropertyType, field.Name)), (1, Anything))
                .Select(value => (field.Name, Value: value))).ToArray();
        return Gen.Select(Gen.OneOf(examples), Gen.OneOf<(string Name, string Value)>(odd), With);
    }

    /// <summary>As the matrix has it, but for one text, which is short and has a character in it that nobody should take.</summary>
    private static Gen<string> OneUnfit(Type type, string[] examples)
    {
        string[] texts = [.. Fields(type).Where(field => field.PropertyType == typeof(string)).Select(NameOf)];
        return texts.Length == 0 ? OneOdd(type, examples) : Gen.Select(Gen.OneOf(examples), Gen.OneOf(texts), Unfit, (example, name, value) => With(example, (name, value)));
    }

    private static string With(string example, (string Name, string Value) field) => Braces([
        .. JsonDocument.Parse(example).RootElement.EnumerateObject().Where(given => given.Name != field.Name).Select(given => $"\"{given.Name}\":{given.Value.GetRawText()}"),
        $"\"{field.Name}\":{field.Value}",
    ]);

    private static string Deep(int depth, string open) =>
        string.Concat(Enumerable.Repeat(open, depth)) + "0" + new string(open == "[" ? ']' : '}', depth);

    private static Gen<string> Object(Type type)
    {
        var fields = Fields(type).Select(property => Field(NameOf(property), property.PropertyType, IsOptional(type, property.Name))).ToArray();
        return Gen.Select(Sequence(fields), Gen.Frequency((30, ""), (1, "\"unknown\":[1]"), (1, "\"__proto__\":{}"), (1, "\"$id\":\"1\"")), (given, more) =>
            $"{{{string.Join(',', given.Append(more).Where(field => field.Length > 0))}}}");
    }

    /// <summary>A field, mostly; sometimes twice, sometimes with another case, sometimes not there.</summary>
    private static Gen<string> Field(string name, Type type, bool isOptional) => Gen.Select(
        Value(type, name), Gen.Frequency((40, 1), (isOptional ? 40 : 2, 0), (1, 2)), Gen.Frequency((40, name), (1, name.ToUpperInvariant()), (1, name.Replace("_", ""))),
        (value, times, called) => string.Join(',', Enumerable.Repeat($"{JsonSerializer.Serialize(called)}:{value}", times)));

    private static Gen<string> Value(Type type, string name)
    {
        var right = OfType(type, name);
        var examples = Examples[name].ToArray();
        return examples.Length == 0 ? Gen.Frequency((9, right), (1, Anything)) : Gen.Frequency((5, Gen.OneOf(examples)), (4, right), (1, Anything));
    }

    private static PropertyInfo[] Fields(Type type) => type.GetProperties(BindingFlags.Public | BindingFlags.Instance);

    private static string NameOf(PropertyInfo property) => JsonNamingPolicy.SnakeCaseLower.ConvertName(property.Name);

    private static bool IsOptional(Type type, string property) =>
        type.GetConstructors().SelectMany(constructor => constructor.GetParameters()).Any(parameter => parameter.Name == property && parameter.HasDefaultValue);

    private static Gen<string> OfType(Type type, string name)
    {
        var plain = Nullable.GetUnderlyingType(type) ?? type;
        if (plain == typeof(string) && name == "client_message_id")
            return Gen.Int[0, 5].Select(number => $"\"01a1f4fb-0000-7000-8000-00000000000{number}\"");
        if (plain == typeof(string))
        {
            var own = Texts.ChoicesOf(name);
            return Gen.Frequency((3, Strings), (1, Texts.Choice.Select(Quoted)), (own.Length == 0 ? 0 : 8, own.Length == 0 ? Strings : Gen.OneOf(own).Select(Quoted)));
        }
        if (plain == typeof(Id) || plain == typeof(Guid))
            return Texts.Id.Select(id => JsonSerializer.Serialize(id, WireJson.Options));
        if (plain == typeof(bool))
            return Gen.OneOf("true", "false");
        if (plain == typeof(int) || plain == typeof(long))
            return Numbers;
        if (plain.IsGenericType && plain.GetGenericArguments() is [var key, var value] && key == typeof(Guid))
            return Gen.Select(Texts.Id, OfType(value, name), (id, number) => $"{JsonSerializer.Serialize(id, WireJson.Options)}:{number}").Array[0, 6].Select(Braces);
        if (plain.IsGenericType && plain.GetGenericArguments() is [var item])
            return Gen.Frequency((8, OfType(item, name).Array[0, 3].Select(Brackets)), (1, OfType(item, name).Array[8, 200].Select(Brackets)));
        throw new InvalidOperationException($"{type} of '{name}' is new: say here what is sent as such a value.");
    }

    private static Gen<string[]> Sequence(Gen<string>[] fields) =>
        fields.Aggregate(Gen.Const<string[]>([]), (all, field) => Gen.Select(all, field, (before, next) => (string[])[.. before, next]));

    private static string Quoted(string text) => JsonSerializer.Serialize(text, WireJson.Options);

    private static string Braces(string[] items) => $"{{{string.Join(',', items)}}}";

    private static string Brackets(string[] items) => $"[{string.Join(',', items)}]";
}
