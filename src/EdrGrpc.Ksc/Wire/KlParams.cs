using System.Collections;

namespace EdrGrpc.Ksc;

/// <summary>A params container: named values in the order they were added. Names are case sensitive.</summary>
internal sealed class KlParams : IEnumerable<KeyValuePair<string, KlValue>>, IEquatable<KlParams>
{
    private readonly OrderedDictionary<string, KlValue> _members = new(StringComparer.Ordinal);

    public int Count => _members.Count;

    public KlValue this[string name]
    {
        set => _members[name] = value;
    }

    public void Add(string name, KlValue value) => _members.Add(name, value);

    /// <summary>The value, or null when the member is absent or null: KSC leaves out what is NULL on the server (ksc-openapi.md 0.6).</summary>
    public KlValue? Find(string name) => _members.TryGetValue(name, out var value) && value.Kind != KlValueKind.Null ? value : null;

    public string? FindString(string name) => Find(name)?.AsString();

    public int? FindInt(string name) => Find(name)?.AsInt();

    public long? FindLong(string name) => Find(name)?.AsLong();

    public bool? FindBool(string name) => Find(name)?.AsBool();

    public DateTimeOffset? FindDateTime(string name) => Find(name)?.AsDateTime();

    public KlParams? FindParams(string name) => Find(name)?.AsParams();

    /// <summary>The containers of an array member; elements of another kind are passed over.</summary>
    public IEnumerable<KlParams> FindContainers(string name) =>
        (Find(name)?.AsArray() ?? []).Select(item => item.AsParams()).OfType<KlParams>();

    public IEnumerator<KeyValuePair<string, KlValue>> GetEnumerator() => _members.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    public bool Equals(KlParams? other) =>
        other is not null && Count == other.Count
        && _members.All(member => other._members.TryGetValue(member.Key, out var value) && value.Equals(member.Value));

    public override bool Equals(object? obj) => Equals(obj as KlParams);

    public override int GetHashCode() => Count;

    /// <summary>Names only: values can be secrets or incident bodies.</summary>
    public override string ToString() => $"{{{string.Join(',', _members.Keys)}}}";
}
