using EdrGrpc.Submissions.Store;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace EdrGrpc.Submissions.Dispatch;

/// <summary>What the work on hosts needs.</summary>
public sealed record HostServices(
    ISubmissionStore Store,
    Servers.KscServers Servers,
    IDispatchGate Gate,
    IOptionsMonitor<DispatchOptions> OptionsMonitor,
    TimeProvider Time,
    ILoggerFactory Loggers,
    DispatchMetrics? Metrics = null)
{
    /// <summary>The options as they are now.</summary>
    public DispatchOptions Options => OptionsMonitor.CurrentValue;
}
