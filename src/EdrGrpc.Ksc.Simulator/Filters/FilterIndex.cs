namespace EdrGrpc.Ksc.Simulator;

/// <summary>Finds rows that a filter can select without a full scan; the filter itself is still applied to them.</summary>
internal static class FilterIndex
{
    /// <summary>Candidate rows, or null when only a full scan is certain to be complete.</summary>
    public static IEnumerable<T>? Candidates<T>(FilterNode? filter, Func<CompareNode, IEnumerable<T>?> lookup)
    {
        switch (filter)
        {
            case CompareNode item:
                return lookup(item);
            case AndNode and:
                return and.Children.Select(child => Candidates(child, lookup)).FirstOrDefault(rows => rows is not null);
            case OrNode or:
                var parts = or.Children.Select(child => Candidates(child, lookup)).ToList();
                return parts.Contains(null) ? null : parts.SelectMany(part => part!).Distinct();
            default:
                return null;
        }
    }

    /// <summary>The text of <c>attr = "text"</c> without wildcards.</summary>
    public static string? LiteralText(CompareNode item) =>
        item is { Operator: CompareOperator.Equal, Value: TextValue { Text: var text } } && WildcardPattern.IsLiteral(text) ? text : null;
}
