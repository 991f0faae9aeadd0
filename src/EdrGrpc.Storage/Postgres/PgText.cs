using System.Collections.Concurrent;
using System.Text;
using System.Text.RegularExpressions;
using Npgsql;

namespace EdrGrpc.Storage.Postgres;

/// <summary>Texts and parameters as PostgreSQL wants them.</summary>
internal static partial class PgText
{
    private static readonly ConcurrentDictionary<string, string> Converted = new(StringComparer.Ordinal);

    /// <summary>A text of <see cref="Queries"/>: there parameters count from $0, here from $1.</summary>
    public static string Of(string sql) => Converted.GetOrAdd(sql, static text =>
        Parameter().Replace(text, match => "$" + (int.Parse(match.ValueSpan[1..], System.Globalization.CultureInfo.InvariantCulture) + 1)));

    public static NpgsqlBatchCommand Command(string sql, params ReadOnlySpan<NpgsqlParameter> parameters)
    {
        var command = new NpgsqlBatchCommand(sql);
        foreach (var parameter in parameters)
        {
            command.Parameters.Add(parameter);
        }

        return command;
    }

    public static NpgsqlParameter Value<T>(T value) => new NpgsqlParameter<T> { TypedValue = value };

    /// <summary>A value whose type is known only when it is there.</summary>
    public static NpgsqlParameter Any(object? value) => new() { Value = value is string text ? Clean(text) : value ?? DBNull.Value };

    /// <summary>PostgreSQL's text has neither U+0000 nor halves of surrogate pairs; KSC's texts may. They become U+FFFD.</summary>
    public static string Clean(string text)
    {
        if (!text.Contains('\0', StringComparison.Ordinal) && !text.AsSpan().ContainsAnyInRange('\uD800', '\uDFFF'))
        {
            return text;
        }

        var clean = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
        {
            clean.Append(rune.Value == 0 ? Rune.ReplacementChar : rune);
        }

        return clean.ToString();
    }

    [GeneratedRegex(@"\$\d+", RegexOptions.None, 1000)]
    private static partial Regex Parameter();
}
