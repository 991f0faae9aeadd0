namespace EdrGrpc.Ksc.Simulator;

/// <summary>What a method gets.</summary>
internal sealed record ApiCall(SimulatorState State, Session Session, CallArguments Arguments);
