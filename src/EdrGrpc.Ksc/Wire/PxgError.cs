using System.Globalization;
using System.Text;
using System.Text.Json;

namespace EdrGrpc.Ksc;

/// <summary>The error envelope (ksc-openapi.md 2.5). Every member may be absent.</summary>
internal sealed record PxgError(int Code, int SubCode, string Module, string File, int Line, string Message, string? LocalizedMessage)
{
    public string DisplayText => LocalizedMessage is { Length: > 0 } text ? text : Message.Length > 0 ? Message : "no text given";

    public static PxgError Read(JsonElement element)
    {
        if (element.ValueKind != JsonValueKind.Object)
        {
            return new(0, 0, "", "", 0, Clean(element.ToString()), LocalizedMessage: null);
        }

        var fields = KlReader.ReadMembers(element);
        return new(
            fields.FindInt("code") ?? 0,
            fields.FindInt("subcode") ?? 0,
            Clean(fields.FindString("module")),
            Clean(fields.FindString("file")),
            fields.FindInt("line") ?? 0,
            Clean(fields.FindString("message")),
            fields.FindParams("locdata") is { } localized ? Expand(localized) : null);
    }

    /// <summary>Replaces %1, %2 ... by the arguments; a missing one becomes empty.</summary>
    private static string? Expand(KlParams localized)
    {
        if (localized.FindString("format") is not { Length: > 0 } format)
        {
            return null;
        }

        var arguments = localized.Find("args")?.AsArray() ?? [];
        var text = new StringBuilder();
        for (var i = 0; i < format.Length; i++)
        {
            var digits = format.AsSpan(i + 1);
            digits = digits[..(digits.IndexOfAnyExceptInRange('0', '9') is >= 0 and var end ? end : digits.Length)];
            if (format[i] != '%' || !int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var number) || number == 0)
            {
                text.Append(format[i]);
                continue;
            }

            if (number <= arguments.Count)
            {
                var argument = arguments[number - 1];
                text.Append(argument.AsString() ?? argument.AsLong()?.ToString(CultureInfo.InvariantCulture));
            }

            i += digits.Length;
        }

        return Clean(text.ToString());
    }

    private static string Clean(string? text) => SafeText.Clean(text ?? "", SafeText.MaxLength);
}
