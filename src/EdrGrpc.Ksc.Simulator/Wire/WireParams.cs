namespace EdrGrpc.Ksc.Simulator;

/// <summary>
/// A KSC params container. Values: string, int, bool, long, double, DateTimeOffset, DateOnly, byte[], WireParams, object?[].
/// Sorted, because captured answers list members alphabetically.
/// </summary>
internal sealed class WireParams() : SortedDictionary<string, object>(StringComparer.Ordinal)
{
    /// <summary>Adds a member; NULL attributes are absent on the wire, so null adds nothing.</summary>
    public WireParams Put(string name, object? value)
    {
        if (value is not null)
        {
            this[name] = value;
        }

        return this;
    }
}
