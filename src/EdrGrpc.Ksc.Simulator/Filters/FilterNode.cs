namespace EdrGrpc.Ksc.Simulator;

/// <summary>Parsed search filter (ksc-openapi.md section 5.4).</summary>
internal abstract record FilterNode;

internal sealed record AndNode(IReadOnlyList<FilterNode> Children) : FilterNode;

internal sealed record OrNode(IReadOnlyList<FilterNode> Children) : FilterNode;

internal sealed record NotNode(FilterNode Inner) : FilterNode;

internal sealed record CompareNode(string Attribute, CompareOperator Operator, FilterValue Value) : FilterNode;

internal sealed record BitNode(string Attribute, char BitOperator, long Mask, CompareOperator Operator, long Value) : FilterNode;
