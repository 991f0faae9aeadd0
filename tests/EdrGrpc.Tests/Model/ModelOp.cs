using CsCheck;

namespace EdrGrpc.Tests.Model;

/// <summary>One thing that happens in a case. The numbers are read by what the kind needs, modulo what there is.</summary>
internal sealed record ModelOp(ModelOpKind Kind, int A, int B, int C)
{
    private static readonly ModelOpKind[] Weighted =
    [
        .. Enumerable.Repeat(ModelOpKind.Step, 50),
        .. Enumerable.Repeat(ModelOpKind.Advance, 16),
        .. Enumerable.Repeat(ModelOpKind.Submit, 12),
        .. Enumerable.Repeat(ModelOpKind.Crash, 6),
        .. Enumerable.Repeat(ModelOpKind.SecondWorker, 4),
        .. Enumerable.Repeat(ModelOpKind.Cancel, 3),
        .. Enumerable.Repeat(ModelOpKind.ToggleHost, 2),
        .. Enumerable.Repeat(ModelOpKind.ToggleConsole, 1),
        .. Enumerable.Repeat(ModelOpKind.ToggleOutage, 2),
        .. Enumerable.Repeat(ModelOpKind.ForeignTask, 2),
        .. Enumerable.Repeat(ModelOpKind.ForeignIncident, 2),
    ];

    public static Gen<ModelOp> Gen { get; } = CsCheck.Gen.Select(
        CsCheck.Gen.Int[0, Weighted.Length - 1], CsCheck.Gen.Int[0, 63], CsCheck.Gen.Int[0, 63], CsCheck.Gen.Int[0, 63], (kind, a, b, c) => new ModelOp(Weighted[kind], a, b, c));

    public override string ToString() => $"{Kind} {A} {B} {C}";
}
