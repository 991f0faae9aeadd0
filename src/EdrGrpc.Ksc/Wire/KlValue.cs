using System.Globalization;

namespace EdrGrpc.Ksc;

/// <summary>One typed value. Which JSON it becomes depends on the position: see <see cref="KlWriter"/>.</summary>
internal sealed class KlValue : IEquatable<KlValue>
{
    public static readonly KlValue Null = new(KlValueKind.Null, value: null);

    private readonly object? _value;

    private KlValue(KlValueKind kind, object? value)
    {
        Kind = kind;
        _value = value;
    }

    public KlValueKind Kind { get; }

    public static implicit operator KlValue(string value) => String(value);

    public static implicit operator KlValue(int value) => Int(value);

    public static implicit operator KlValue(bool value) => Bool(value);

    public static implicit operator KlValue(KlParams value) => Params(value);

    public static KlValue String(string value) => new(KlValueKind.String, value);

    public static KlValue Int(int value) => new(KlValueKind.Int, value);

    public static KlValue Bool(bool value) => new(KlValueKind.Bool, value);

    public static KlValue Long(long value) => new(KlValueKind.Long, value);

    /// <summary>Whole seconds, UTC; null is "not set" and travels as the empty string.</summary>
    public static KlValue DateTime(DateTimeOffset? value) => new(KlValueKind.DateTime, value is { } at ? KlTime.WholeSeconds(at) : null);

    public static KlValue Date(DateOnly? value) => new(KlValueKind.Date, value);

    public static KlValue Binary(byte[] value) => new(KlValueKind.Binary, value);

    public static KlValue Float(float value) => new(KlValueKind.Float, value);

    public static KlValue Double(double value) => new(KlValueKind.Double, value);

    public static KlValue Array(IEnumerable<KlValue> items) => new(KlValueKind.Array, items.ToArray());

    public static KlValue Strings(IEnumerable<string> items) => Array(items.Select(String));

    public static KlValue Params(KlParams value) => new(KlValueKind.Params, value);

    public static KlValue Raw(string json) => new(KlValueKind.Raw, json);

    /// <summary>The value under its CLR type; the caller has looked at <see cref="Kind"/>.</summary>
    public T Get<T>() => (T)_value!;

    public bool IsSet => _value is not null;

    public string? AsString() => _value as string is { } text && Kind == KlValueKind.String ? text : null;

    /// <summary>Int, long, or a numeric string: servers and clients differ (ksc-openapi.md 10).</summary>
    public long? AsLong() => Kind switch
    {
        KlValueKind.Int => (int)_value!,
        KlValueKind.Long => (long)_value!,
        KlValueKind.String when long.TryParse((string)_value!, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var parsed) => parsed,
        _ => null,
    };

    public int? AsInt() => AsLong() is { } value and >= int.MinValue and <= int.MaxValue ? (int)value : null;

    /// <summary>A bool, or 0/1 as limits and some attributes have it.</summary>
    public bool? AsBool() => Kind == KlValueKind.Bool ? (bool)_value! : AsLong() switch { 0 => false, 1 => true, _ => null };

    /// <summary>A typed datetime, or the plain string used outside containers.</summary>
    public DateTimeOffset? AsDateTime() => Kind switch
    {
        KlValueKind.DateTime => (DateTimeOffset?)_value,
        KlValueKind.String => KlTime.TryParse((string)_value!, out var at) ? at : null,
        _ => null,
    };

    public IReadOnlyList<KlValue>? AsArray() => _value as KlValue[];

    public KlParams? AsParams() => _value as KlParams;

    public bool Equals(KlValue? other) =>
        other is not null && Kind == other.Kind && (_value, other._value) switch
        {
            (byte[] a, byte[] b) => a.AsSpan().SequenceEqual(b),
            (KlValue[] a, KlValue[] b) => a.AsSpan().SequenceEqual(b),
            var (a, b) => Equals(a, b),
        };

    public override bool Equals(object? obj) => Equals(obj as KlValue);

    public override int GetHashCode() => (int)Kind;

    /// <summary>The kind only: values can be secrets or incident bodies.</summary>
    public override string ToString() => Kind.ToString();
}
