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
    DispatchMetrics? Metrics = null,
    Policy.SendPolicy? Policy = null,
    Access.IAccessStore? Access = null)
{
    /// <summary>Why nothing may be sent at all; null if sending goes on.</summary>
    public string? SendingStopped => Access?.Sending is { IsStopped: true } stopped ? $"sending is stopped by {stopped.Principal}: {stopped.Reason}" : null;

    /// <summary>The options as they are now.</summary>
    public DispatchOptions Options => OptionsMonitor.CurrentValue;
}
