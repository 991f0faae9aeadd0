using System.Globalization;
using System.Text.Json;

namespace EdrGrpc.Ksc.Simulator;

/// <summary>Reads containers and array elements, where scalars other than string, int and bool must be wrapped.</summary>
internal static class WireReader
{
    public static bool IsWrapped(JsonElement element) =>
        element.ValueKind == JsonValueKind.Object
        && element.TryGetProperty("type"u8, out var type) && type.ValueKind == JsonValueKind.String
        && element.TryGetProperty("value"u8, out _);

    public static bool IsWrappedParams(JsonElement element) => IsWrapped(element) && element.GetProperty("type"u8).ValueEquals("params"u8);

    public static WireParams ReadMembers(JsonElement element, string where, bool strict)
    {
        if (element.ValueKind != JsonValueKind.Object)
        {
            throw PxgErrors.BadParameter($"{where} must be a params object, it is {element.ValueKind}");
        }

        var result = new WireParams();
        foreach (var member in element.EnumerateObject())
        {
            var path = where + "." + member.Name;
            if (member.Value.ValueKind == JsonValueKind.Null)
            {
                if (strict)
                {
                    throw PxgErrors.BadParameter($"{path} is null, which a params container does not allow");
                }

                continue;
            }

            if (strict && result.ContainsKey(member.Name))
            {
                throw PxgErrors.BadParameter($"{path} is given twice");
            }

            result.Put(member.Name, ReadNested(member.Value, path, strict));
        }

        return result;
    }

    public static object? ReadNested(JsonElement element, string where, bool strict) => element.ValueKind switch
    {
        JsonValueKind.String => element.GetString(),
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        JsonValueKind.Null => null,
        JsonValueKind.Number => ReadNumber(element, where, strict),
        JsonValueKind.Array => element.EnumerateArray().Select((item, i) => ReadNested(item, $"{where}[{i}]", strict)).ToArray(),
        _ => IsWrapped(element)
            ? ReadWrapped(element, where, strict)
            : throw PxgErrors.BadParameter($"{where} is an object without \"type\" and \"value\""),
    };

    private static object ReadNumber(JsonElement element, string where, bool strict)
    {
        if (element.TryGetInt32(out var number))
        {
            return number;
        }

        if (!strict && element.TryGetInt64(out var wide))
        {
            return wide;
        }

        throw PxgErrors.BadParameter($"{where} is a bare number that is no paramInt; long, float and double must be wrapped");
    }

    private static object ReadWrapped(JsonElement element, string where, bool strict)
    {
        if (strict && element.EnumerateObject().Count() != 2)
        {
            throw PxgErrors.BadParameter($"{where} has members besides \"type\" and \"value\"");
        }

        var value = element.GetProperty("value"u8);
        var word = element.GetProperty("type"u8).GetString();
        return word switch
        {
            "params" => ReadMembers(value, where, strict),
            "long" when value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out var number) => number,
            "float" or "double" when value.ValueKind == JsonValueKind.Number => value.GetDouble(),
            "datetime" when value.ValueKind == JsonValueKind.String => ReadTime(value.GetString()!, where),
            "date" when value.ValueKind == JsonValueKind.String
                && DateOnly.TryParseExact(value.GetString(), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date) => date,
            "binary" when value.ValueKind == JsonValueKind.String && value.TryGetBytesFromBase64(out var bytes) => bytes,
            _ => throw PxgErrors.BadParameter($"{where} is no legal value of the wire type \"{word}\""),
        };
    }

    private static DateTimeOffset ReadTime(string text, string where)
    {
        if (text.Length == 0)
        {
            return WireTime.Unset;
        }

        return WireTime.TryRead(text, out var time)
            ? time
            : throw PxgErrors.BadParameter($"{where} is no datetime of the form YYYY-MM-DDTHH:MM:SSZ");
    }
}
