namespace EdrGrpc.Ksc.Simulator;

internal static class CompareOperators
{
    /// <summary>Applies an operator to the result of a three-way comparison.</summary>
    public static bool Holds(this CompareOperator op, int comparison) => op switch
    {
        CompareOperator.Equal => comparison == 0,
        CompareOperator.NotEqual => comparison != 0,
        CompareOperator.Greater => comparison > 0,
        CompareOperator.Less => comparison < 0,
        CompareOperator.GreaterOrEqual => comparison >= 0,
        _ => comparison <= 0,
    };
}
