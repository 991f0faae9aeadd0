using EdrGrpc.Submissions;
using EdrGrpc.Submissions.Dispatch;

namespace EdrGrpc.Benchmarks;

/// <summary>Stand-in for dispatch: no host is woken, so that the measured work is that of Submit alone.</summary>
internal sealed class SleepingHosts : IHostWaker
{
    public void Wake(HostKey host)
    {
    }
}
