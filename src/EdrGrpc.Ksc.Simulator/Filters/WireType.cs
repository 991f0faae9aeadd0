namespace EdrGrpc.Ksc.Simulator;

internal enum WireType
{
    Text,
    Int,
    Long,
    Bool,
    DateTime,
    Params,
}
