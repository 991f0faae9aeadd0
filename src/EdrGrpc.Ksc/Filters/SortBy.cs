namespace EdrGrpc.Ksc;

/// <summary>One key of the order of results (ksc-openapi.md 2.3).</summary>
/// <param name="Attribute">A constant of <see cref="HostAttributes"/> or <see cref="IncidentAttributes"/>; not every attribute can be sorted by.</param>
/// <param name="Ascending">Smallest first.</param>
public sealed record SortBy(string Attribute, bool Ascending = true)
{
    internal static KlValue ToValue(IEnumerable<SortBy> order) =>
        KlValue.Array(order.Select(key => KlValue.Params(Item(FilterText.RequireAttribute(key.Attribute), key.Ascending))));

    /// <summary>For attributes outside hosts and incidents, known at compile time.</summary>
    internal static KlValue ToValue(string attribute, bool ascending) => KlValue.Array([Item(attribute, ascending)]);

    private static KlParams Item(string attribute, bool ascending) => new() { ["Name"] = attribute, ["Asc"] = ascending };
}
