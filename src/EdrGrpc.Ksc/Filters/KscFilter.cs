using System.Globalization;
using System.Numerics;

namespace EdrGrpc.Ksc;

/// <summary>
/// A search filter (ksc-openapi.md 5.4), immutable. Values are quoted here and nowhere else, so no user data can leave its quotes.
/// Always in parentheses; only <see cref="All"/> is the empty text.
/// </summary>
public sealed class KscFilter
{
    private KscFilter(string text) => Text = text;

    /// <summary>Matches everything.</summary>
    public static KscFilter All { get; } = new("");

    /// <summary>The text sent to KSC.</summary>
    public string Text { get; }

    /// <summary>
    /// Text equality. The language has no escape for a literal * ? [ ]: each becomes ?, which matches one character,
    /// so the caller must compare the results once more.
    /// </summary>
    /// <exception cref="ArgumentException">Unknown attribute, or a control character or broken surrogate in the value.</exception>
    public static KscFilter Equal(string attribute, string value) => Item(attribute, "=", FilterText.Quote(value, keepWildcards: false));

    /// <summary>Number equality; booleans are compared with 0 and 1.</summary>
    public static KscFilter Equal(string attribute, int value) => Item(attribute, "=", Number(value));

    /// <summary>Boolean equality.</summary>
    public static KscFilter Equal(string attribute, bool value) => Equal(attribute, value ? 1 : 0);

    /// <summary>A pattern with * (any run) and ? (one character); brackets are neutralised, they would open a character set.</summary>
    public static KscFilter Wildcard(string attribute, string pattern) => Item(attribute, "=", FilterText.Quote(pattern, keepWildcards: true));

    /// <summary>At or after; the fraction of a second is cut off.</summary>
    public static KscFilter GreaterOrEqual(string attribute, DateTimeOffset value) => Item(attribute, ">=", KlTime.FormatFilter(value));

    /// <summary>After; the fraction of a second is cut off.</summary>
    public static KscFilter GreaterThan(string attribute, DateTimeOffset value) => Item(attribute, ">", KlTime.FormatFilter(value));

    /// <summary>Before; the fraction of a second is cut off.</summary>
    public static KscFilter LessThan(string attribute, DateTimeOffset value) => Item(attribute, "<", KlTime.FormatFilter(value));

    /// <summary>Greater than a number.</summary>
    public static KscFilter GreaterThan(string attribute, int value) => Item(attribute, ">", Number(value));

    /// <summary>Less than a number.</summary>
    public static KscFilter LessThan(string attribute, int value) => Item(attribute, "<", Number(value));

    /// <summary>All bits of <paramref name="mask"/> are set. One item per bit: only that form is shown by the vendor.</summary>
    public static KscFilter BitSet(string attribute, int mask)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(mask);
        var items = new List<KscFilter>();
        for (var rest = (uint)mask; rest != 0; rest &= rest - 1)
        {
            items.Add(Item(attribute, "&", $"{1u << BitOperations.TrailingZeroCount(rest)} <> 0"));
        }

        return And([.. items]);
    }

    /// <summary>All of the filters; none means everything.</summary>
    public static KscFilter And(params KscFilter[] filters)
    {
        ArgumentNullException.ThrowIfNull(filters);
        return Join('&', [.. filters.Where(filter => filter.Text.Length > 0)]);
    }

    /// <summary>Any of the filters.</summary>
    /// <exception cref="ArgumentException">No filter is given: "any of nothing" would silently become "everything".</exception>
    public static KscFilter Or(params KscFilter[] filters)
    {
        ArgumentNullException.ThrowIfNull(filters);
        if (filters.Length == 0)
        {
            throw new ArgumentException("Or needs at least one filter.", nameof(filters));
        }

        return filters.Any(filter => filter.Text.Length == 0) ? All : Join('|', filters);
    }

    /// <summary>The opposite.</summary>
    /// <exception cref="ArgumentException">The filter is <see cref="All"/>, which has no opposite in this language.</exception>
    public static KscFilter Not(KscFilter filter)
    {
        ArgumentNullException.ThrowIfNull(filter);
        return filter.Text.Length > 0 ? new($"(!{filter.Text})") : throw new ArgumentException("The filter All cannot be negated.", nameof(filter));
    }

    /// <inheritdoc/>
    public override string ToString() => Text;

    private static KscFilter Item(string attribute, string comparison, string value) =>
        new($"({FilterText.RequireAttribute(attribute)} {comparison} {value})");

    private static KscFilter Join(char operation, KscFilter[] filters) => filters.Length switch
    {
        0 => All,
        1 => filters[0],
        _ => new($"({operation}{string.Concat(filters.Select(filter => filter.Text))})"),
    };

    private static string Number(int value) => value.ToString(CultureInfo.InvariantCulture);
}
