namespace EdrGrpc.Ksc.Simulator;

/// <summary>Parses filters: the documented grammar, bare items and the empty filter (everything).</summary>
internal static class FilterParser
{
    /// <summary>Deeper nesting than any sensible client writes; the parser is recursive.</summary>
    private const int MaximumDepth = 64;

    /// <summary>The parsed filter, or null when it selects everything.</summary>
    public static FilterNode? Parse(string text)
    {
        var reader = new FilterReader(text);
        if (reader.AtEnd)
        {
            return null;
        }

        var node = reader.Peek() == '(' ? Filter(reader, 0) : Item(reader);
        return reader.AtEnd ? node : throw reader.Error("end of filter expected");
    }

    private static FilterNode Filter(FilterReader reader, int depth)
    {
        if (depth > MaximumDepth)
        {
            throw reader.Error("less nesting expected");
        }

        reader.Take('(');
        var node = reader.Peek() switch
        {
            '&' => Group(reader, depth, children => new AndNode(children)),
            '|' => Group(reader, depth, children => new OrNode(children)),
            '!' => Not(reader, depth),
            '(' => Filter(reader, depth + 1),
            _ => Item(reader),
        };
        reader.Take(')');
        return node;
    }

    private static FilterNode Group(FilterReader reader, int depth, Func<IReadOnlyList<FilterNode>, FilterNode> make)
    {
        reader.Take(reader.Peek());
        var children = new List<FilterNode>();
        do
        {
            children.Add(Filter(reader, depth + 1));
        }
        while (reader.Peek() == '(');
        return make(children);
    }

    private static NotNode Not(FilterReader reader, int depth)
    {
        reader.Take('!');
        return new NotNode(reader.Peek() == '(' ? Filter(reader, depth + 1) : Item(reader));
    }

    private static FilterNode Item(FilterReader reader)
    {
        var attribute = reader.TakeName();
        if (reader.Peek() is '&' or '|')
        {
            var bitOperator = reader.Peek();
            reader.Take(bitOperator);
            return new BitNode(attribute, bitOperator, reader.TakeNumber(), reader.TakeOperator(), reader.TakeNumber());
        }

        return new CompareNode(attribute, reader.TakeOperator(), reader.TakeValue());
    }
}
