using System.Buffers;

namespace EdrGrpc.Submissions.Actions;

/// <summary>
/// JSON text into a pooled buffer. Strings come out as <c>json.dumps(…, ensure_ascii=False)</c> writes them: only <c>"</c>, <c>\</c> and
/// U+0000 to U+001F are escaped, with the short forms \b \f \n \r \t and \u00xx in lower case for the rest. DEL, U+2028, +, /, &lt; and
/// every other character stay as they are.
/// </summary>
internal ref struct IncidentBodyWriter
{
    private const string LowerHex = "0123456789abcdef";

    private static readonly SearchValues<char> Escaped = SearchValues.Create(
        "\"\\\u0000\u0001\u0002\u0003\u0004\u0005\u0006\u0007\b\t\n\u000b\f\r\u000e\u000f" +
        "\u0010\u0011\u0012\u0013\u0014\u0015\u0016\u0017\u0018\u0019\u001a\u001b\u001c\u001d\u001e\u001f");

    private char[] _buffer = ArrayPool<char>.Shared.Rent(512);
    private int _length;

    public IncidentBodyWriter()
    {
    }

    public readonly ReadOnlySpan<char> Written => _buffer.AsSpan(0, _length);

    /// <summary>Text that is JSON already.</summary>
    public void Raw(scoped ReadOnlySpan<char> json)
    {
        json.CopyTo(Room(json.Length));
        _length += json.Length;
    }

    public void Boolean(bool value) => Raw(value ? "true" : "false");

    public void Number(int value)
    {
        value.TryFormat(Room(11), out var written);
        _length += written;
    }

    /// <summary>A JSON string with its quotes.</summary>
    public void Text(string value)
    {
        ReadOnlySpan<char> rest = value;
        if (!UnicodeText.IsWellFormed(rest))
        {
            throw new ArgumentException("The text holds half of a surrogate pair, which cannot be sent as UTF-8.", nameof(value));
        }

        Raw("\"");
        while (true)
        {
            var plain = rest.IndexOfAny(Escaped);
            if (plain < 0)
            {
                Raw(rest);
                break;
            }

            Raw(rest[..plain]);
            Escape(rest[plain]);
            rest = rest[(plain + 1)..];
        }

        Raw("\"");
    }

    public void Dispose()
    {
        ArrayPool<char>.Shared.Return(_buffer);
        _buffer = [];
        _length = 0;
    }

    private void Escape(char c)
    {
        switch (c)
        {
            case '"':
                Raw("\\\"");
                break;
            case '\\':
                Raw("\\\\");
                break;
            case '\b':
                Raw("\\b");
                break;
            case '\f':
                Raw("\\f");
                break;
            case '\n':
                Raw("\\n");
                break;
            case '\r':
                Raw("\\r");
                break;
            case '\t':
                Raw("\\t");
                break;
            default:
                Raw(['\\', 'u', '0', '0', LowerHex[c >> 4], LowerHex[c & 15]]);
                break;
        }
    }

    private Span<char> Room(int count)
    {
        if (_buffer.Length - _length < count)
        {
            Grow(count);
        }

        return _buffer.AsSpan(_length);
    }

    private void Grow(int count)
    {
        var larger = ArrayPool<char>.Shared.Rent(Math.Max(checked(_length + count), _buffer.Length * 2));
        Written.CopyTo(larger);
        ArrayPool<char>.Shared.Return(_buffer);
        _buffer = larger;
    }
}
