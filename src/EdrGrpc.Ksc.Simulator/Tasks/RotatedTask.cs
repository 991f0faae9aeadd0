namespace EdrGrpc.Ksc.Simulator;

/// <summary>A task that had to give way to newer ones.</summary>
/// <param name="Task">The task when it was removed.</param>
/// <param name="WasUnfinished">True when a request was lost by it.</param>
public sealed record RotatedTask(SimulatedTask Task, bool WasUnfinished);
