namespace EdrGrpc.Ksc.Simulator;

/// <summary>The "pFilter" of histories and subscriptions: all given attributes must be equal.</summary>
internal static class EqualityFilter
{
    public static Func<StoredEvent, bool> Read(WireParams? filter, bool strict)
    {
        if (filter is null || filter.Count == 0)
        {
            return _ => true;
        }

        var tests = new List<Func<StoredEvent, bool>>();
        foreach (var (name, value) in filter)
        {
            if (StoredEvent.Attributes.Find(name) is { } attribute)
            {
                tests.Add(e => Same(attribute.Get(e), value));
            }
            else if (strict)
            {
                throw PxgErrors.BadParameter($"pFilter.{name} is unknown");
            }
        }

        return e => tests.TrueForAll(test => test(e));
    }

    public static bool Same(object? x, object? y) => (x, y) switch
    {
        (string a, string b) => string.Equals(a, b, StringComparison.OrdinalIgnoreCase),
        _ => Equals(x, y),
    };
}
