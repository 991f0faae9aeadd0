namespace EdrGrpc.Ksc.Simulator;

internal enum CompareOperator
{
    Equal,
    NotEqual,
    Greater,
    Less,
    GreaterOrEqual,
    LessOrEqual,
}
