namespace EdrGrpc.Ksc.Simulator;

/// <summary>A result set held by the server for one session.</summary>
internal sealed class Handle(string id, HandleKind kind, Session owner, TimeSpan life, int count, Func<int, WireParams?> rowAt)
{
    public string Id { get; } = id;

    public HandleKind Kind { get; } = kind;

    public Session Owner { get; } = owner;

    public int Count { get; } = count;

    /// <summary>Next row of the "GetNext" calls.</summary>
    public int Position { get; set; }

    public DateTimeOffset LastAccess { get; set; }

    public bool IsDead(DateTimeOffset now) => Owner.Ended || now - LastAccess > life;

    /// <summary>A row, or null when its object is gone.</summary>
    public WireParams? RowAt(int index) => rowAt(index);

    /// <summary>Rows of an inclusive range cut to what exists.</summary>
    public object?[] Range(int start, int end)
    {
        var rows = new List<object?>();
        for (var i = Math.Max(0, start); i <= Math.Min(end, Count - 1); i++)
        {
            if (RowAt(i) is { } row)
            {
                rows.Add(row);
            }
        }

        return [.. rows];
    }
}
