namespace EdrGrpc.LedgerCheck;

/// <summary>What the checks found: figures for the table, and violations.</summary>
internal sealed class Findings
{
    private readonly List<(string Name, long Count)> _figures = [];
    private readonly List<string> _violations = [];

    public IReadOnlyList<(string Name, long Count)> Figures => _figures;

    public IReadOnlyList<string> Violations => _violations;

    public void Figure(string name, long count) => _figures.Add((name, count));

    public void Violation(string text) => _violations.Add(text);
}
