namespace EdrGrpc.Ksc.Simulator;

internal enum HandleKind
{
    Accessor,
    TasksIterator,
    HostStatusIterator,
    EventIterator,
    SrvViewIterator,
}
