namespace EdrGrpc.Server.Mapping;

/// <summary>Which fields of a message a fingerprint does not take as they are. Every field that is not named here counts with its bytes.</summary>
internal sealed class FingerprintSchema
{
    private readonly Treatment[] _treatments = new Treatment[32];
    private readonly FingerprintSchema?[] _nested = new FingerprintSchema?[32];

    private enum Treatment : byte
    {
        AsIs,
        Excluded,
        Hashed,
        Map,
    }

    /// <summary>The field does not count.</summary>
    public FingerprintSchema Exclude(int number) => Set(number, Treatment.Excluded);

    /// <summary>The field counts by its SHA-256.</summary>
    public FingerprintSchema Hash(int number) => Set(number, Treatment.Hashed);

    /// <summary>The entries of the field have no order.</summary>
    public FingerprintSchema Map(int number) => Set(number, Treatment.Map);

    /// <summary>The message in the field has something to be treated in it.</summary>
    public FingerprintSchema Nest(int number, FingerprintSchema schema)
    {
        _nested[number] = schema;
        return this;
    }

    public bool IsExcluded(int number) => Of(number) == Treatment.Excluded;

    public bool IsHashed(int number) => Of(number) == Treatment.Hashed;

    public bool IsMap(int number) => Of(number) == Treatment.Map;

    public FingerprintSchema? Nested(int number) => (uint)number < (uint)_nested.Length ? _nested[number] : null;

    private Treatment Of(int number) => (uint)number < (uint)_treatments.Length ? _treatments[number] : Treatment.AsIs;

    private FingerprintSchema Set(int number, Treatment treatment)
    {
        _treatments[number] = treatment;
        return this;
    }
}
