namespace EdrGrpc.Ksc.Simulator;

/// <summary>Filter, order and projection shared by all searches.</summary>
internal sealed class Query<T>(AttributeTable<T> table, DateTimeOffset serverNow, bool strict)
{
    public List<T> Rows(IEnumerable<T> source, FilterNode? filter, IReadOnlyList<SortItem> order)
    {
        var test = filter is null ? null : new FilterBinder<T>(table, serverNow, strict).Bind(filter);
        var keys = order.Select(SortKey).Where(key => key is not null).ToList();
        var rows = (test is null ? source : source.Where(test)).ToList();
        if (keys.Count == 0)
        {
            return rows;
        }

        IOrderedEnumerable<T> sorted = rows.Order(keys[0]!);
        for (var i = 1; i < keys.Count; i++)
        {
            sorted = sorted.ThenBy(row => row, keys[i]!);
        }

        return sorted.ToList();
    }

    /// <summary>Checks requested field names.</summary>
    public IReadOnlyList<WireAttribute<T>> Fields(IReadOnlyList<string> names)
    {
        var fields = new List<WireAttribute<T>>(names.Count);
        foreach (var name in names)
        {
            if (table.Find(name) is { Returnable: true } attribute)
            {
                fields.Add(attribute);
            }
            else if (strict)
            {
                throw PxgErrors.BadParameter($"field {name} is unknown");
            }
        }

        return fields;
    }

    public static WireParams Project(T row, IReadOnlyList<WireAttribute<T>> fields)
    {
        var result = new WireParams();
        foreach (var field in fields)
        {
            result.Put(field.Name, field.Get(row));
        }

        return result;
    }

    private Comparer<T>? SortKey(SortItem item)
    {
        var attribute = table.Find(item.Name);
        if (attribute is not { Sortable: true })
        {
            return strict ? throw PxgErrors.BadParameter($"sorting by {item.Name} is not possible") : null;
        }

        return Comparer<T>.Create((x, y) =>
        {
            var result = Compare(attribute.Get(x), attribute.Get(y));
            return item.Ascending ? result : -result;
        });
    }

    private static int Compare(object? x, object? y) => (x, y) switch
    {
        (string a, string b) => StringComparer.OrdinalIgnoreCase.Compare(a, b),
        (null, null) => 0,
        (null, _) => -1,
        (_, null) => 1,
        _ => Comparer<object>.Default.Compare(x, y),
    };
}
