namespace EdrGrpc.Ksc.Simulator;

/// <summary>Turns a filter into a predicate over rows; names and types are checked once, not per row.</summary>
internal sealed class FilterBinder<T>(AttributeTable<T> table, DateTimeOffset serverNow, bool strict)
{
    private static readonly Func<T, bool> Never = _ => false;

    public Func<T, bool> Bind(FilterNode node)
    {
        switch (node)
        {
            case AndNode and:
                var all = and.Children.Select(Bind).ToArray();
                return row => Array.TrueForAll(all, test => test(row));
            case OrNode or:
                var any = or.Children.Select(Bind).ToArray();
                return row => Array.Exists(any, test => test(row));
            case NotNode not:
                var inner = Bind(not.Inner);
                return row => !inner(row);
            case BitNode bit:
                return BindBits(bit);
            default:
                return BindCompare((CompareNode)node);
        }
    }

    private Func<T, bool> BindBits(BitNode bit)
    {
        if (Attribute(bit.Attribute) is not { } attribute)
        {
            return Never;
        }

        if (attribute.Type is not (WireType.Int or WireType.Long))
        {
            return Mismatch(bit.Attribute);
        }

        return row => attribute.Get(row) is { } value && bit.Operator.Holds(Bits(Number(value), bit).CompareTo(bit.Value));
    }

    private static long Bits(long value, BitNode bit) => bit.BitOperator == '&' ? value & bit.Mask : value | bit.Mask;

    private Func<T, bool> BindCompare(CompareNode node)
    {
        if (Attribute(node.Attribute) is not { } attribute)
        {
            return Never;
        }

        return (attribute.Type, node.Value) switch
        {
            (WireType.Text, TextValue text) => BindText(attribute, node.Operator, text.Text),
            (WireType.Int or WireType.Long or WireType.Bool, NumberValue number) => BindNumber(attribute, node.Operator, number.Number),
            (WireType.DateTime, TimeValue time) => BindTime(attribute, node.Operator, time.Time),
            (WireType.DateTime, RelativeTimeValue relative) =>
                BindTime(attribute, node.Operator, serverNow + TimeSpan.FromSeconds(relative.Seconds)),
            _ => Mismatch(node.Attribute),
        };
    }

    private Func<T, bool> BindText(WireAttribute<T> attribute, CompareOperator op, string text)
    {
        if (attribute.FullText)
        {
            var query = FullTextQuery.Parse(text);
            return op == CompareOperator.Equal
                ? row => attribute.Get(row) is string value && query.Matches(value)
                : Refuse($"full-text attribute {attribute.Name} knows only \"=\"");
        }

        // Wildcards have a meaning only with "=".
        if (op == CompareOperator.Equal && !WildcardPattern.IsLiteral(text))
        {
            var pattern = WildcardPattern.Parse(text);
            return row => attribute.Get(row) is string value && pattern.Matches(value);
        }

        return row => attribute.Get(row) is string value && op.Holds(StringComparer.OrdinalIgnoreCase.Compare(value, text));
    }

    private static Func<T, bool> BindNumber(WireAttribute<T> attribute, CompareOperator op, long number) => attribute.Contains is { } contains
        ? row => contains(row, number) == (op == CompareOperator.Equal)
        : row => attribute.Get(row) is { } value && op.Holds(Number(value).CompareTo(number));

    private static Func<T, bool> BindTime(WireAttribute<T> attribute, CompareOperator op, DateTimeOffset time) =>
        row => attribute.Get(row) is DateTimeOffset value && op.Holds(value.CompareTo(time));

    private static long Number(object value) => value switch
    {
        int number => number,
        long number => number,
        bool flag => flag ? 1 : 0,
        _ => 0,
    };

    private WireAttribute<T>? Attribute(string name)
    {
        var attribute = table.Find(name);
        if (attribute is { Filterable: true } || !strict)
        {
            return attribute;
        }

        throw PxgErrors.BadParameter($"filter: {name} is {(attribute is null ? "unknown" : "not filterable")}");
    }

    private Func<T, bool> Mismatch(string name) => Refuse($"{name} is compared with a value of another type");

    private Func<T, bool> Refuse(string why) => strict ? throw PxgErrors.BadParameter("filter: " + why) : Never;
}
