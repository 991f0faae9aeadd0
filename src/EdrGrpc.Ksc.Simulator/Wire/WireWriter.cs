using System.Globalization;
using System.Text.Json;

namespace EdrGrpc.Ksc.Simulator;

/// <summary>Writes the two alphabets of the wire: plain at the top level, wrapped inside containers and arrays.</summary>
internal static class WireWriter
{
    /// <summary>Parameters, return values and out params.</summary>
    public static void WriteTop(Utf8JsonWriter writer, object? value)
    {
        switch (value)
        {
            case long number:
                writer.WriteNumberValue(number);
                break;
            case double number:
                writer.WriteNumberValue(number);
                break;
            case DateTimeOffset time:
                writer.WriteStringValue(WireTime.Write(time));
                break;
            case byte[] bytes:
                writer.WriteBase64StringValue(bytes);
                break;
            case WireParams members:
                WriteMembers(writer, members);
                break;
            default:
                WriteNested(writer, value);
                break;
        }
    }

    /// <summary>Members of containers and elements of arrays.</summary>
    public static void WriteNested(Utf8JsonWriter writer, object? value)
    {
        switch (value)
        {
            case null:
                writer.WriteNullValue();
                break;
            case string text:
                writer.WriteStringValue(text);
                break;
            case int number:
                writer.WriteNumberValue(number);
                break;
            case bool flag:
                writer.WriteBooleanValue(flag);
                break;
            case object?[] items:
                writer.WriteStartArray();
                foreach (var item in items)
                {
                    WriteNested(writer, item);
                }

                writer.WriteEndArray();
                break;
            default:
                WriteWrapped(writer, value);
                break;
        }
    }

    private static void WriteWrapped(Utf8JsonWriter writer, object value)
    {
        writer.WriteStartObject();
        writer.WriteString("type"u8, TypeWord(value));
        writer.WritePropertyName("value"u8);
        if (value is DateOnly date)
        {
            writer.WriteStringValue(date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
        }
        else
        {
            WriteTop(writer, value);
        }

        writer.WriteEndObject();
    }

    private static string TypeWord(object value) => value switch
    {
        long => "long",
        double => "double",
        DateTimeOffset => "datetime",
        DateOnly => "date",
        byte[] => "binary",
        WireParams => "params",
        _ => throw new NotSupportedException($"{value.GetType()} is not a wire type."),
    };

    private static void WriteMembers(Utf8JsonWriter writer, WireParams members)
    {
        writer.WriteStartObject();
        foreach (var (name, value) in members)
        {
            writer.WritePropertyName(name);
            WriteNested(writer, value);
        }

        writer.WriteEndObject();
    }
}
