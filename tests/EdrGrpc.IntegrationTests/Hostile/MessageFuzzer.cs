using Google.Protobuf;
using Google.Protobuf.Reflection;

namespace EdrGrpc.IntegrationTests.Hostile;

/// <summary>Messages of any type of the contract with hostile values, and bytes that are nearly a message. Made from descriptors, so that new fields and RPCs are included.</summary>
internal sealed class MessageFuzzer(Random random, IReadOnlyList<string> knownTexts)
{
    private static readonly string[] Hostile =
    [
        "", "\0", "\n", "a\0b", "\u202e", "C:\\Temp\\\u202efdp.exe", "\ufeff", "\uffff", "\U0001f4a9", "e" + new string('\u0301', 200), "%s%n", "../../etc/passwd", "C:\\", "\\\\?\\C:\\x",
        "';DROP TABLE submissions;--", "{{7*7}}", "C:\\Temp\\a.exe", "00000000-0000-0000-0000-000000000000", "44d88612fea8a8f36de82e1278abb02f", new('x', 300), new('\u4e00', 40_000),
    ];

    private static readonly long[] Numbers = [0, 1, 2, -1, 14, 25, 127, int.MaxValue, int.MinValue, long.MaxValue, long.MinValue, 253_402_300_799, 253_402_300_800];

    /// <summary>A message whose fields are set at random.</summary>
    public IMessage Next(MessageDescriptor type, int depth = 0)
    {
        var message = type.Parser.ParseFrom(ByteString.Empty);
        foreach (var field in type.Fields.InDeclarationOrder())
        {
            if (depth < 6 && random.Next(10) < (field.FieldType == FieldType.Message ? 7 : 5))
            {
                Set(message, field, depth);
            }
        }

        return message;
    }

    /// <summary>The bytes with one to four wounds.</summary>
    public byte[] Mutate(byte[] bytes)
    {
        for (var wounds = random.Next(1, 5); wounds > 0; wounds--)
        {
            bytes = Wound(bytes);
        }

        return bytes;
    }

    public byte[] Noise(int most)
    {
        var noise = new byte[random.Next(most)];
        random.NextBytes(noise);
        return noise;
    }

    private byte[] Wound(byte[] bytes)
    {
        if (bytes.Length == 0)
        {
            return Noise(20);
        }

        var at = random.Next(bytes.Length);
        var to = random.Next(at, bytes.Length);
        switch (random.Next(8))
        {
            case 0:
                bytes[at] ^= (byte)(1 << random.Next(8));
                return bytes;
            case 1:
                bytes[at] = (byte)random.Next(256);
                return bytes;
            case 2:
                return bytes[..at];
            case 3:
                return [.. bytes[..at], .. Noise(12), .. bytes[at..]];
            case 4:
                return [.. bytes[..at], .. bytes[to..]];
            case 5:
                return [.. bytes[..to], .. bytes[at..]];
            case 6:
                // Bad UTF-8: a lone continuation, an overlong NUL, half of a surrogate pair.
                byte[][] bad = [[0x80], [0xC0, 0x80], [0xED, 0xA0, 0x80], [0xFF, 0xFE]];
                var chosen = bad[random.Next(bad.Length)];
                chosen.AsSpan(0, Math.Min(chosen.Length, bytes.Length - at)).CopyTo(bytes.AsSpan(at));
                return bytes;
            default:
                // An unknown field, or a group that may never end.
                byte[] unknown = random.Next(2) == 0 ? [0xFA, 0x7F, 0x03, 1, 2, 3] : [.. Enumerable.Repeat((byte)0x0B, random.Next(1, 300))];
                return [.. bytes, .. unknown];
        }
    }

    private void Set(IMessage message, FieldDescriptor field, int depth)
    {
        if (field.IsMap)
        {
            var map = (System.Collections.IDictionary)field.Accessor.GetValue(message);
            for (var count = Count(); count > 0; count--)
            {
                map[Text()] = Text();
            }
        }
        else if (field.IsRepeated)
        {
            var list = (System.Collections.IList)field.Accessor.GetValue(message);
            for (var count = Count(); count > 0; count--)
            {
                list.Add(Value(field, depth));
            }
        }
        else
        {
            field.Accessor.SetValue(message, Value(field, depth));
        }
    }

    private int Count() => random.Next(50) == 0 ? 70 : random.Next(4);

    private object Value(FieldDescriptor field, int depth) => field.FieldType switch
    {
        FieldType.String => Text(),
        FieldType.Bytes => ByteString.CopyFrom(Noise(300)),
        FieldType.Bool => random.Next(2) == 0,
        FieldType.Int32 => (int)Number(),
        FieldType.Int64 => Number(),
        FieldType.UInt32 => (uint)Number(),
        FieldType.UInt64 => (ulong)Number(),
        FieldType.Double => random.NextDouble(),
        FieldType.Enum => Enum.ToObject(field.EnumType.ClrType, random.Next(4) == 0 ? (int)Number() : random.Next(0, 27)),
        FieldType.Message => Next(field.MessageType, depth + 1),
        _ => throw new NotSupportedException($"A field of type {field.FieldType} is new: teach it here ({field.FullName})."),
    };

    private long Number() => Numbers[random.Next(Numbers.Length)];

    private string Text() => random.Next(3) == 0 ? knownTexts[random.Next(knownTexts.Count)] : Hostile[random.Next(Hostile.Length)];
}
