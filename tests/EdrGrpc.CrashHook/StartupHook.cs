using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;
using EdrGrpc.CrashHook;

/// <summary>The runtime calls <see cref="Initialize"/> before Main. EDRGRPC_SIGNAL_AT is "point:hit:signal", for example "request-written:3:9".</summary>
[SuppressMessage("Design", "MA0047:Declare types in namespaces", Justification = "The runtime looks for this name.")]
[SuppressMessage("Design", "CA1050:Declare types in namespaces", Justification = "The runtime looks for this name.")]
internal static class StartupHook
{
    public static void Initialize()
    {
        if (Environment.GetEnvironmentVariable("EDRGRPC_SIGNAL_AT")?.Split(':') is [var point, var hit, var signal])
        {
            DiagnosticListener.AllListeners.Subscribe(new SignalAtPoint(point, int.Parse(hit), int.Parse(signal)));
        }
    }
}
