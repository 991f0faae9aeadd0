using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace EdrGrpc.Ksc.Simulator;

/// <summary>Answer of a method: out params in alphabetical order, then PxgRetVal, as in captures.</summary>
internal sealed class Reply
{
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
    private readonly SortedDictionary<string, object?> _outs = new(StringComparer.Ordinal);
    private object? _value;
    private bool _hasValue;

    /// <summary>A void method without out params: an empty object.</summary>
    public static Reply Void() => new();

    public static Reply Of(object? value) => new() { _value = value, _hasValue = true };

    public static byte[] Error(PxgErrorContent error) => new Reply().Out("PxgError", error.ToParams()).ToBytes();

    public Reply Out(string name, object? value)
    {
        _outs[name] = value;
        return this;
    }

    public byte[] ToBytes()
    {
        var buffer = new ArrayBufferWriter<byte>(256);
        using (var writer = new Utf8JsonWriter(buffer, Options))
        {
            writer.WriteStartObject();
            foreach (var (name, value) in _outs)
            {
                writer.WritePropertyName(name);
                WireWriter.WriteTop(writer, value);
            }

            if (_hasValue)
            {
                writer.WritePropertyName("PxgRetVal"u8);
                WireWriter.WriteTop(writer, _value);
            }

            writer.WriteEndObject();
        }

        return buffer.WrittenSpan.ToArray();
    }
}
