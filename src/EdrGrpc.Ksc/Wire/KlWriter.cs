using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace EdrGrpc.Ksc;

/// <summary>
/// Writes both alphabets (ksc-openapi.md 2.1): arguments are untyped JSON, values inside containers and arrays are typed.
/// Never writes the two forms some third-party clients send: a wrapped top-level params, an unwrapped sort item (question Q2).
/// </summary>
internal static class KlWriter
{
    // Relaxed escaping keeps non-ASCII text short; KSC limits the request's bytes (limit 49).
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The body of a request: one object whose members are the arguments.</summary>
    public static byte[] WriteRequest(KlParams arguments)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer, Options))
        {
            writer.WriteStartObject();
            foreach (var (name, value) in arguments)
            {
                writer.WritePropertyName(name);
                WriteArg(writer, value);
            }

            writer.WriteEndObject();
        }

        return buffer.WrittenSpan.ToArray();
    }

    /// <summary>Alphabet (a): an argument.</summary>
    public static void WriteArg(Utf8JsonWriter writer, KlValue value)
    {
        switch (value.Kind)
        {
            case KlValueKind.Params:
                WriteMembers(writer, value.Get<KlParams>());
                break;
            case KlValueKind.Long or KlValueKind.Float or KlValueKind.Double or KlValueKind.DateTime or KlValueKind.Date or KlValueKind.Binary:
                WriteScalar(writer, value);
                break;
            default:
                WriteParam(writer, value);
                break;
        }
    }

    /// <summary>Alphabet (b): a value inside a container or an array.</summary>
    public static void WriteParam(Utf8JsonWriter writer, KlValue value)
    {
        switch (value.Kind)
        {
            case KlValueKind.Null:
                writer.WriteNullValue();
                break;
            case KlValueKind.String:
                writer.WriteStringValue(value.Get<string>());
                break;
            case KlValueKind.Int:
                writer.WriteNumberValue(value.Get<int>());
                break;
            case KlValueKind.Bool:
                writer.WriteBooleanValue(value.Get<bool>());
                break;
            case KlValueKind.Array:
                writer.WriteStartArray();
                foreach (var item in value.AsArray()!)
                {
                    WriteParam(writer, item);
                }

                writer.WriteEndArray();
                break;
            case KlValueKind.Raw:
                writer.WriteRawValue(value.Get<string>());
                break;
            default:
                writer.WriteStartObject();
                writer.WriteString("type", KlTypeWord.Of(value.Kind));
                writer.WritePropertyName("value");
                WriteScalar(writer, value);
                writer.WriteEndObject();
                break;
        }
    }

    private static void WriteMembers(Utf8JsonWriter writer, KlParams container)
    {
        writer.WriteStartObject();
        foreach (var (name, value) in container)
        {
            if (value.Kind == KlValueKind.Null)
            {
                throw new InvalidOperationException($"'{name}' is null; a params container cannot hold null (ksc-openapi.md 2.1).");
            }

            writer.WritePropertyName(name);
            WriteParam(writer, value);
        }

        writer.WriteEndObject();
    }

    private static void WriteScalar(Utf8JsonWriter writer, KlValue value)
    {
        switch (value.Kind)
        {
            case KlValueKind.Long:
                writer.WriteNumberValue(value.Get<long>());
                break;
            case KlValueKind.Float:
                writer.WriteNumberValue(value.Get<float>());
                break;
            case KlValueKind.Double:
                writer.WriteNumberValue(value.Get<double>());
                break;
            case KlValueKind.Binary:
                writer.WriteBase64StringValue(value.Get<byte[]>());
                break;
            case KlValueKind.DateTime:
                writer.WriteStringValue(value.IsSet ? KlTime.Format(value.Get<DateTimeOffset>()) : "");
                break;
            case KlValueKind.Date:
                writer.WriteStringValue(value.IsSet ? KlTime.FormatDate(value.Get<DateOnly>()) : "");
                break;
            default:
                WriteMembers(writer, value.Get<KlParams>());
                break;
        }
    }
}
