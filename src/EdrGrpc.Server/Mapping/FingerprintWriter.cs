using System.Buffers;
using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using Google.Protobuf;

namespace EdrGrpc.Server.Mapping;

/// <summary>
/// Serializes a message and rewrites its bytes in a canonical form: fields by number, maps sorted, nested lengths at a fixed width.
/// Working on the bytes instead of the properties means that a field which is added to the contract, or is unknown to this server,
/// counts without anybody remembering it here.
/// </summary>
internal ref struct FingerprintWriter
{
    private const int LengthDelimited = 2;
    private const int StartGroup = 3;
    private const int EndGroup = 4;

    private byte[] _output;
    private int _length;

    private FingerprintWriter(int capacity)
    {
        _output = ArrayPool<byte>.Shared.Rent(capacity);
    }

    public static byte[] Compute(IMessage message, FingerprintSchema schema, byte kind)
    {
        ArgumentNullException.ThrowIfNull(message);
        var size = message.CalculateSize();
        var input = ArrayPool<byte>.Shared.Rent(size);
        var writer = new FingerprintWriter(size + 128);
        try
        {
            message.WriteTo(input.AsSpan(0, size));
            writer.Append([kind]);
            writer.Message(input.AsMemory(0, size), schema);
            return SHA256.HashData(writer._output.AsSpan(0, writer._length));
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(input);
            ArrayPool<byte>.Shared.Return(writer._output);
        }
    }

    private void Message(ReadOnlyMemory<byte> message, FingerprintSchema schema)
    {
        if (!IsCanonical(message.Span, schema))
        {
            Sorted(message, schema);
            return;
        }

        for (var at = 0; at < message.Length;)
        {
            var field = Field.Read(message.Span, at);
            Write(message, field, schema);
            at = field.End;
        }
    }

    /// <summary>Fields by number; the entries of a map by their bytes, everything else in its own order.</summary>
    private void Sorted(ReadOnlyMemory<byte> message, FingerprintSchema schema)
    {
        var fields = new List<Field>();
        for (var at = 0; at < message.Length;)
        {
            var field = Field.Read(message.Span, at);
            fields.Add(field);
            at = field.End;
        }

        fields.Sort((a, b) =>
        {
            var order = a.Number.CompareTo(b.Number);
            if (order == 0 && schema.IsMap(a.Number))
            {
                order = message.Span[a.Value..a.End].SequenceCompareTo(message.Span[b.Value..b.End]);
            }

            return order != 0 ? order : a.Start.CompareTo(b.Start);
        });

        foreach (var field in fields)
        {
            Write(message, field, schema);
        }
    }

    private void Write(ReadOnlyMemory<byte> message, in Field field, FingerprintSchema schema)
    {
        var bytes = message.Span;
        if (schema.IsExcluded(field.Number))
        {
            return;
        }

        if (field.WireType == LengthDelimited && schema.Nested(field.Number) is { } nested)
        {
            Append(bytes[field.Start..field.TagEnd]);
            var prefix = _length;
            Append([0, 0, 0, 0]);
            Message(message[field.Value..field.End], nested);
            BinaryPrimitives.WriteInt32LittleEndian(_output.AsSpan(prefix), _length - prefix - sizeof(int));
        }
        else if (field.WireType == LengthDelimited && schema.IsHashed(field.Number))
        {
            Append(bytes[field.Start..field.TagEnd]);
            Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
            SHA256.HashData(bytes[field.Value..field.End], hash);
            Append(hash);
        }
        else
        {
            Append(bytes[field.Start..field.End]);
        }
    }

    /// <summary>True for nearly every message: Google.Protobuf writes known fields by number, and unknown ones after them.</summary>
    private static bool IsCanonical(ReadOnlySpan<byte> message, FingerprintSchema schema)
    {
        var last = 0;
        for (var at = 0; at < message.Length;)
        {
            var field = Field.Read(message, at);
            if (field.Number < last || (field.Number == last && schema.IsMap(last)))
            {
                return false;
            }

            last = field.Number;
            at = field.End;
        }

        return true;
    }

    private void Append(scoped ReadOnlySpan<byte> bytes)
    {
        if (_output.Length - _length < bytes.Length)
        {
            var larger = ArrayPool<byte>.Shared.Rent(Math.Max(_length + bytes.Length, _output.Length * 2));
            _output.AsSpan(0, _length).CopyTo(larger);
            ArrayPool<byte>.Shared.Return(_output);
            _output = larger;
        }

        bytes.CopyTo(_output.AsSpan(_length));
        _length += bytes.Length;
    }

    /// <summary>Where one field lies in the bytes of a message that Google.Protobuf wrote itself, and which are therefore well-formed.</summary>
    [StructLayout(LayoutKind.Auto)]
    private readonly record struct Field(int Number, int WireType, int Start, int TagEnd, int Value, int End)
    {
        public static Field Read(ReadOnlySpan<byte> message, int start)
        {
            var at = start;
            var tag = Varint(message, ref at);
            var number = (int)(tag >> 3);
            var wireType = (int)(tag & 7);
            var tagEnd = at;
            var value = at;
            switch (wireType)
            {
                case 0:
                    Varint(message, ref at);
                    break;
                case 1:
                    at += sizeof(ulong);
                    break;
                case LengthDelimited:
                    var length = (int)Varint(message, ref at);
                    value = at;
                    at += length;
                    break;
                case StartGroup:
                    at = GroupEnd(message, at);
                    break;
                case 5:
                    at += sizeof(uint);
                    break;
                default:
                    throw new InvalidOperationException("The message was not serialized by Google.Protobuf.");
            }

            return new Field(number, wireType, start, tagEnd, value, at);
        }

        private static int GroupEnd(ReadOnlySpan<byte> message, int at)
        {
            while (true)
            {
                var next = at;
                if ((Varint(message, ref next) & 7) == EndGroup)
                {
                    return next;
                }

                at = Read(message, at).End;
            }
        }

        private static ulong Varint(ReadOnlySpan<byte> message, ref int at)
        {
            var result = 0UL;
            var shift = 0;
            byte b;
            do
            {
                b = message[at++];
                result |= (ulong)(b & 0x7F) << shift;
                shift += 7;
            }
            while ((b & 0x80) != 0);

            return result;
        }
    }
}
