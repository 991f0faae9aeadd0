using System.Text.Json;

namespace EdrGrpc.Ksc;

/// <summary>
/// Tolerant reader of both alphabets: takes numbers or numeric strings for long, empty text for an unset date, extra members,
/// and keeps typed values with an unknown word raw. What it cannot read becomes Raw, so that one odd attribute never loses an answer.
/// </summary>
internal static class KlReader
{
    /// <summary>Alphabet (a): a return value or out param. An object here is a plain container.</summary>
    public static KlValue ReadArg(JsonElement element) =>
        element.ValueKind == JsonValueKind.Object ? KlValue.Params(ReadMembers(element)) : ReadParam(element);

    /// <summary>Alphabet (b): a value inside a container or an array.</summary>
    public static KlValue ReadParam(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.String => KlValue.String(ReadString(element)),
        JsonValueKind.Number => ReadNumber(element),
        JsonValueKind.True => KlValue.Bool(value: true),
        JsonValueKind.False => KlValue.Bool(value: false),
        JsonValueKind.Array => KlValue.Array(element.EnumerateArray().Select(ReadParam)),
        JsonValueKind.Object => ReadTyped(element),
        _ => KlValue.Null,
    };

    public static KlParams ReadMembers(JsonElement element)
    {
        var container = new KlParams();
        foreach (var member in element.EnumerateObject())
        {
            container[member.Name] = ReadParam(member.Value);
        }

        return container;
    }

    private static KlValue ReadTyped(JsonElement element)
    {
        if (!element.TryGetProperty("type", out var type) || type.ValueKind != JsonValueKind.String || !element.TryGetProperty("value", out var value))
        {
            // Not legal at this place; reading it as a container is harmless and more useful than failing (PxgError.locdata varies).
            return KlValue.Params(ReadMembers(element));
        }

        return (type.GetString(), value.ValueKind) switch
        {
            ("params", JsonValueKind.Object) => KlValue.Params(ReadMembers(value)),
            ("params", JsonValueKind.Null) => KlValue.Null,
            ("long", JsonValueKind.Number) when value.TryGetInt64(out var number) => KlValue.Long(number),
            ("long", JsonValueKind.String) when KlValue.String(ReadString(value)).AsLong() is { } number => KlValue.Long(number),
            ("datetime", JsonValueKind.String) when value.ValueEquals("") => KlValue.DateTime(value: null),
            ("datetime", JsonValueKind.String) when KlTime.TryParse(ReadString(value), out var at) => KlValue.DateTime(at),
            ("date", JsonValueKind.String) when value.ValueEquals("") => KlValue.Date(value: null),
            ("date", JsonValueKind.String) when KlTime.TryParseDate(ReadString(value), out var date) => KlValue.Date(date),
            ("binary", JsonValueKind.String) when value.TryGetBytesFromBase64(out var bytes) => KlValue.Binary(bytes),
            ("float", JsonValueKind.Number) when value.TryGetSingle(out var single) => KlValue.Float(single),
            ("double", JsonValueKind.Number) when value.TryGetDouble(out var real) => KlValue.Double(real),
            _ => KlValue.Raw(element.GetRawText()),
        };
    }

    private static KlValue ReadNumber(JsonElement element) =>
        element.TryGetInt32(out var small) ? KlValue.Int(small)
        : element.TryGetInt64(out var large) ? KlValue.Long(large)
        : KlValue.Double(element.GetDouble());

    private static string ReadString(JsonElement element)
    {
        try
        {
            return element.GetString()!;
        }
        catch (InvalidOperationException)
        {
            // A lone surrogate or broken UTF-8, for example in a host's comment: show the escaped text and keep the rest of the answer.
            return element.GetRawText()[1..^1];
        }
    }
}
