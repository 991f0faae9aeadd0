using System.Buffers;
using EdrGrpc.Submissions.Actions;
using Google.Protobuf.WellKnownTypes;

namespace EdrGrpc.Server.Validation;

/// <summary>Rules that several fields share. Lengths are counted in Unicode code points, as buf.validate counts them.</summary>
internal static class FieldRules
{
    private const string Malformed = "Must be valid Unicode; it holds half of a surrogate pair.";

    private static readonly SearchValues<char> Controls = SearchValues.Create(MakeControls());

    public static void Text(ViolationList violations, string field, string value, int maxLength)
    {
        if (TextProblem(value, maxLength) is { } problem)
        {
            violations.Add(field, problem);
        }
    }

    public static void RequiredText(ViolationList violations, string field, string value, int maxLength)
    {
        if (value.Length == 0)
        {
            violations.Add(field, "Must be set.");
        }
        else
        {
            Text(violations, field, value, maxLength);
        }
    }

    /// <summary>What is wrong with a text of limited length, or null.</summary>
    public static string? TextProblem(string value, int maxLength)
    {
        if (!UnicodeText.IsWellFormed(value))
        {
            return Malformed;
        }

        return IsLonger(value, maxLength) ? $"Must be at most {maxLength} characters long." : null;
    }

    /// <summary>A text of one line: it is shown in lists, compared and stored as it is.</summary>
    public static void Line(ViolationList violations, string field, string value, int maxLength)
    {
        if (LineProblem(value, maxLength) is { } problem)
        {
            violations.Add(field, problem);
        }
    }

    public static void RequiredLine(ViolationList violations, string field, string value, int maxLength)
    {
        if (value.Length == 0)
        {
            violations.Add(field, "Must be set.");
        }
        else
        {
            Line(violations, field, value, maxLength);
        }
    }

    /// <summary>What is wrong with a text of one line, or null.</summary>
    public static string? LineProblem(string value, int maxLength) =>
        TextProblem(value, maxLength) ?? (HasControls(value) ? "Must hold no control characters." : null);

    /// <summary>A text of several lines for people.</summary>
    public static void Prose(ViolationList violations, string field, string value, int maxLength)
    {
        Text(violations, field, value, maxLength);
        if (value.Contains('\0', StringComparison.Ordinal))
        {
            violations.Add(field, "Must hold no NUL character.");
        }
    }

    public static bool HasControls(ReadOnlySpan<char> value) => value.ContainsAny(Controls);

    /// <summary>Name of a KSC connection.</summary>
    public static void Server(ViolationList violations, string value) => Line(violations, "server", value, 64);

    public static void RequiredUuid(ViolationList violations, string field, string value)
    {
        if (!IsUuid(value))
        {
            violations.Add(field, value.Length == 0 ? "Must be set to a UUID." : "Must be a UUID: 8-4-4-4-12 hexadecimal digits.");
        }
    }

    public static void OptionalUuid(ViolationList violations, string field, string value)
    {
        if (value.Length != 0)
        {
            RequiredUuid(violations, field, value);
        }
    }

    public static void Range(ViolationList violations, string field, int value, int highest)
    {
        if (value < 0 || value > highest)
        {
            violations.Add(field, $"Must be between 0 and {highest}.");
        }
    }

    /// <summary>A Timestamp can carry what is no time at all; such a value would fail only when it is converted.</summary>
    public static void Time(ViolationList violations, string field, Timestamp? value)
    {
        if (value is not null && (value.Seconds is < -62_135_596_800 or > 253_402_300_799 || value.Nanos is < 0 or > 999_999_999))
        {
            violations.Add(field, "Must be a time from year 1 to 9999 with 0 to 999999999 nanoseconds.");
        }
    }

    public static bool IsHex(ReadOnlySpan<char> value)
    {
        foreach (var c in value)
        {
            if (!char.IsAsciiHexDigit(c))
            {
                return false;
            }
        }

        return true;
    }

    private static bool IsUuid(string value)
    {
        if (value.Length != 36)
        {
            return false;
        }

        for (var i = 0; i < value.Length; i++)
        {
            if (i is 8 or 13 or 18 or 23 ? value[i] != '-' : !char.IsAsciiHexDigit(value[i]))
            {
                return false;
            }
        }

        return true;
    }

    private static bool IsLonger(string value, int maxLength)
    {
        if (value.Length <= maxLength)
        {
            return false;
        }

        var length = value.Length;
        foreach (var c in value)
        {
            length -= char.IsLowSurrogate(c) ? 1 : 0;
        }

        return length > maxLength;
    }

    private static char[] MakeControls()
    {
        var controls = new char[0x20 + 0x21];
        for (var i = 0; i < controls.Length; i++)
        {
            controls[i] = (char)(i < 0x20 ? i : i - 0x20 + 0x7F);
        }

        return controls;
    }
}
