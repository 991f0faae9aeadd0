using System.Globalization;
using System.Text;

namespace EdrGrpc.Ksc.Simulator;

/// <summary>Reads the tokens of a filter.</summary>
internal sealed class FilterReader(string text)
{
    private int _position;

    public bool AtEnd
    {
        get
        {
            SkipBlanks();
            return _position >= text.Length;
        }
    }

    public char Peek()
    {
        SkipBlanks();
        return _position < text.Length ? text[_position] : '\0';
    }

    public bool TryTake(char expected)
    {
        if (Peek() != expected)
        {
            return false;
        }

        _position++;
        return true;
    }

    public void Take(char expected)
    {
        if (!TryTake(expected))
        {
            throw Error($"'{expected}' expected");
        }
    }

    public string TakeName()
    {
        SkipBlanks();
        var start = _position;
        while (_position < text.Length && (char.IsAsciiLetterOrDigit(text[_position]) || text[_position] == '_'))
        {
            _position++;
        }

        return _position == start || char.IsAsciiDigit(text[start]) ? throw Error("attribute name expected") : text[start.._position];
    }

    public CompareOperator TakeOperator()
    {
        if (TryTake('='))
        {
            return CompareOperator.Equal;
        }

        // The two characters of an operator stand together; blanks are free only around tokens.
        if (TryTake('<'))
        {
            return NextIs('>') ? CompareOperator.NotEqual : NextIs('=') ? CompareOperator.LessOrEqual : CompareOperator.Less;
        }

        Take('>');
        return NextIs('=') ? CompareOperator.GreaterOrEqual : CompareOperator.Greater;
    }

    public FilterValue TakeValue()
    {
        switch (Peek())
        {
            case '"':
                return new TextValue(TakeQuoted());
            case 'T':
                _position++;
                var quoted = TakeQuoted();
                return WireTime.TryReadFilter(quoted, out var time) ? new TimeValue(time) : throw Error("T\"YYYY-MM-DD hh:mm:ss\" expected");
            case 'C':
                if (TakeName() != "CURTIME")
                {
                    throw Error("value expected");
                }

                Take('(');
                var seconds = TakeNumber();
                Take(')');
                return new RelativeTimeValue(seconds);
            default:
                return new NumberValue(TakeNumber());
        }
    }

    public long TakeNumber()
    {
        SkipBlanks();
        var start = _position;
        while (_position < text.Length && (char.IsAsciiLetterOrDigit(text[_position]) || text[_position] is '-' or '+'))
        {
            _position++;
        }

        var token = text.AsSpan(start, _position - start);
        var valid = token.StartsWith("0x", StringComparison.OrdinalIgnoreCase)
            ? long.TryParse(token[2..], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var number)
            : long.TryParse(token, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out number);
        return valid ? number : throw Error("number expected");
    }

    public PxgException Error(string expected) => PxgErrors.BadFormat($"filter at character {_position}: {expected}");

    private bool NextIs(char expected)
    {
        if (_position >= text.Length || text[_position] != expected)
        {
            return false;
        }

        _position++;
        return true;
    }

    private string TakeQuoted()
    {
        if (!NextIs('"'))
        {
            throw Error("'\"' expected");
        }

        var result = new StringBuilder();
        while (_position < text.Length)
        {
            var c = text[_position++];
            // A quote inside the text is doubled.
            if (c == '"' && !NextIs('"'))
            {
                return result.ToString();
            }

            result.Append(c);
        }

        throw Error("closing '\"' expected");
    }

    private void SkipBlanks()
    {
        while (_position < text.Length && char.IsWhiteSpace(text[_position]))
        {
            _position++;
        }
    }
}
