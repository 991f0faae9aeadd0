using System.Diagnostics;
using System.Runtime.InteropServices;

namespace EdrGrpc.CrashHook;

/// <summary>Sends a signal to its own process, on the thread that reaches the point for the n-th time, before that thread goes on.</summary>
internal sealed partial class SignalAtPoint(string point, int hit, int signal) : IObserver<DiagnosticListener>, IObserver<KeyValuePair<string, object?>>
{
    private int _hits;

    public void OnNext(DiagnosticListener value)
    {
        if (value.Name == "EdrGrpc.Send")
        {
            value.Subscribe(this, name => name == point);
        }
    }

    public void OnNext(KeyValuePair<string, object?> value)
    {
        if (value.Key == point && Interlocked.Increment(ref _hits) == hit)
        {
            // To this thread: a signal to the process may stop it only after this thread has gone on.
            _ = Raise(signal);
        }
    }

    public void OnError(Exception error)
    {
    }

    public void OnCompleted()
    {
    }

    [DllImport("libc", EntryPoint = "raise", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Raise(int signal);
}
