namespace EdrGrpc.Ksc.Simulator;

/// <summary>One attribute of a searchable object.</summary>
internal sealed record WireAttribute<T>(string Name, WireType Type, Func<T, object?> Get)
{
    public bool Filterable { get; init; } = true;

    public bool Sortable { get; init; } = true;

    public bool Returnable { get; init; } = true;

    /// <summary>Matched as words, never as a whole.</summary>
    public bool FullText { get; init; }

    /// <summary>Equality of attributes that hold several values at once, such as "group or any parent".</summary>
    public Func<T, long, bool>? Contains { get; init; }
}
