using EdrGrpc.Ksc;
using EdrGrpc.Submissions.Store;
using Microsoft.Extensions.Logging;

namespace EdrGrpc.Submissions.Dispatch;

/// <summary>What the steps of one host share: the host, its KSC client, and the ways to store a step.</summary>
internal sealed class HostContext(HostKey host, IKscClient ksc, HostServices services, ILogger logger)
{
    public HostKey Host => host;

    public IKscClient Ksc => ksc;

    public ISubmissionStore Store => services.Store;

    public IDispatchGate Gate => services.Gate;

    public Policy.SendPolicy? Policy => services.Policy;

    public Servers.KscServer Server => services.Servers.Find(host.Server)!;

    /// <summary>Why nothing may be sent at all; null if sending goes on.</summary>
    public string? SendingStopped => services.SendingStopped;

    public DispatchOptions Options => services.Options;

    public TimeProvider Time => services.Time;

    public ILogger Logger => logger;

    public LateIncidentSearch LateIncidents { get; } = new(services);

    /// <summary>Waits while nothing may be sent at all.</summary>
    public Task<StepResult> WaitStoppedAsync(Submission current, string reason, TimeSpan delay) => WaitAsync(current, WaitKind.Stopped, reason, delay, "kill switch");

    public DateTimeOffset Now => services.Time.GetUtcNow();

    /// <summary>Until when AddIncident may be written, on both clocks: the send window, or expire_time if that is sooner.</summary>
    public (DateTimeOffset SendBefore, SendFence Fence) OpenSendWindow(Submission submission, DateTimeOffset now)
    {
        var untilExpiry = submission.ExpiresAt - now;
        var window = untilExpiry < Options.SendWindow ? untilExpiry.Value : Options.SendWindow;
        return (now + window, SendFence.After(Time, window, () => services.SendingStopped));
    }

    /// <summary>Stores a step; the rule, if one decided, is in the audit record. A conflict means that another took it: the caller looks at the store again.</summary>
    public async Task<ChangeResult> MoveAsync(Submission current, Submission next, string detail, EventSource source, string rule = "")
    {
        var result = await Store.ApplyAsync(new SubmissionChange(current, next with { UpdatedAt = Now }, detail, source) { Rule = rule }, CancellationToken.None);
        if (result.Outcome == ChangeOutcome.Applied)
        {
            DispatchLog.Moved(logger, current.Id, host, current.State, next.State);
            if (next.State != current.State)
            {
                services.Metrics?.Entered(host.Server, next.State);
            }

            if (next.State.IsTerminal())
            {
                await Gate.ReleaseAsync(host);
            }
        }
        else
        {
            DispatchLog.StepLost(logger, current.Id, host, next.State, result.Outcome);
        }

        return result;
    }

    /// <summary>Moves on and clears the waiting reason; looks again at once.</summary>
    public async Task<StepResult> AdvanceAsync(Submission current, Submission next, string detail, EventSource source, string rule = "")
    {
        await MoveAsync(current, next with { WaitingReason = "" }, detail, source, rule);
        return StepResult.Again;
    }

    /// <summary>Ends with an error.</summary>
    public Task<StepResult> EndAsync(Submission current, SubmissionState state, SubmissionError error, EventSource source, string rule = "") =>
        AdvanceAsync(current, current with { State = state, Error = error }, error.Message, source, rule);

    /// <summary>Waits: an event when the reason is a new one.</summary>
    public async Task<StepResult> WaitAsync(Submission current, WaitKind kind, string reason, TimeSpan delay, string rule = "")
    {
        if (!string.Equals(current.WaitingReason, reason, StringComparison.Ordinal))
        {
            services.Metrics?.Waits(host.Server, kind);
            await MoveAsync(current, current with { WaitingReason = reason }, "Waiting: " + reason + ".", EventSource.Gateway, rule);
        }

        return StepResult.After(delay);
    }

    /// <summary>Waits because KSC could not be asked, longer each time.</summary>
    public Task<StepResult> BackOffAsync(Submission current, SubmissionMemory memory, Exception exception)
    {
        DispatchLog.KscTrouble(logger, host, exception.Message);
        var delay = TimeSpan.FromTicks(Math.Min(
            Options.RetryMaxDelay.Ticks,
            Options.RetryDelay.Ticks << Math.Min(memory.Failures++, 16)));
        return WaitAsync(current, KscTrouble.KindOf(exception), KscTrouble.Describe(host.Server, exception), delay);
    }
}
