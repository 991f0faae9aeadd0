using System.Collections;

namespace EdrGrpc.Ksc.Simulator;

/// <summary>The attributes of one kind of object by name.</summary>
internal sealed class AttributeTable<T> : IEnumerable<WireAttribute<T>>
{
    private readonly Dictionary<string, WireAttribute<T>> _byName = new(StringComparer.Ordinal);

    public void Add(string name, WireType type, Func<T, object?> get) => Add(new WireAttribute<T>(name, type, get));

    public void Add(WireAttribute<T> attribute) => _byName.Add(attribute.Name, attribute);

    public WireAttribute<T>? Find(string name) => _byName.GetValueOrDefault(name);

    public IEnumerator<WireAttribute<T>> GetEnumerator() => _byName.Values.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
