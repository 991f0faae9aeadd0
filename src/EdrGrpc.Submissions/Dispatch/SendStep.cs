using EdrGrpc.Ksc;
using EdrGrpc.Submissions.Actions;
using EdrGrpc.Submissions.Policy;
using EdrGrpc.Submissions.Store;

namespace EdrGrpc.Submissions.Dispatch;

/// <summary>ACCEPTED: waits for its turn, its host and the budget, stores the intent, then calls AddIncident.</summary>
internal sealed class SendStep(HostContext context, AddIncidentCall addIncident)
{
    public async Task<StepResult> RunAsync(Submission submission, SubmissionMemory memory, IReadOnlyList<Submission> rows)
    {
        var options = context.Options;
        if (submission.ExpiresAt <= context.Now)
        {
            return await ExpireAsync(submission);
        }

        if (context.SendingStopped is { } stopped)
        {
            return await WaitUntilExpiryAsync(submission, WaitKind.Stopped, stopped, options.RetryDelay);
        }

        if (rows.FirstOrDefault(row => row.Id != submission.Id && row.Kind == submission.Kind && row.State.AwaitsTask()) is { } sameKind)
        {
            return await WaitUntilExpiryAsync(
                submission, WaitKind.Order, $"the task of the earlier {sameKind.Kind.WireName()} {sameKind.Id} on this host is not known yet", options.TaskPollInterval);
        }

        var opposite = OppositeIsolation(submission, rows);
        if (opposite is not null)
        {
            memory.OppositeSince ??= context.Now;
            if (context.Now - memory.OppositeSince < options.OppositeIsolationWait)
            {
                return await WaitUntilExpiryAsync(submission, WaitKind.Order, $"the opposite isolation {opposite.Id} on this host has not ended", options.TaskPollInterval);
            }
        }

        var priority = SendPriorities.Of(submission);
        var admission = await context.Gate.AdmitAsync(context.Host, priority);
        if (!admission.Granted)
        {
            return await WaitUntilExpiryAsync(submission, admission.Kind, admission.Reason.Length > 0 ? admission.Reason : submission.WaitingReason, admission.RetryAfter);
        }

        KscHost? host;
        IReadOnlyList<string> tasks;
        IReadOnlyList<Incident> newest;
        try
        {
            host = await context.Ksc.GetHostAsync(context.Host.HostId, CancellationToken.None);
            if (host is null)
            {
                return await context.EndAsync(
                    submission,
                    SubmissionState.Rejected,
                    new SubmissionError(SubmissionErrorReasons.HostUnknown, $"KSC '{context.Host.Server}' knows no host with this id. Nothing was done."),
                    EventSource.KscAnswer);
            }

            if (context.Policy is not null && await ApplyPolicyAsync(submission, host) is { } held)
            {
                return held;
            }

            if (options.HoldOfflineHosts && !host.IsOnline)
            {
                return await WaitUntilExpiryAsync(submission, WaitKind.HostOffline, "the host is offline; it is sent when KSC sees the host again", options.HostCheckInterval);
            }

            var tasksCall = context.Ksc.GetTasksOfHostAsync(context.Host.HostId, CancellationToken.None);
            var newestCall = context.Ksc.FindIncidentsAsync(
                KscFilter.Equal(IncidentAttributes.HostId, context.Host.HostId), [new SortBy(IncidentAttributes.Id, Ascending: false)], 10, CancellationToken.None);
            await Task.WhenAll(tasksCall, newestCall);
            tasks = await tasksCall;
            newest = await newestCall;
        }
        catch (KscException exception)
        {
            return await context.BackOffAsync(submission, memory, exception);
        }

        memory.Failures = 0;
        var now = context.Now;
        if (submission.ExpiresAt <= now)
        {
            // KSC took its time to answer.
            return await ExpireAsync(submission);
        }

        var (sendBefore, fence) = context.OpenSendWindow(submission, now);
        SendPoints.Reached(SendPoints.IntentStoring);
        var begin = await context.Store.BeginSendAsync(
            new BeginSend(
                submission,
                now,
                sendBefore,
                newest.Where(incident => incident.AddedUtc <= now + options.MaxAddedLead).Max(incident => incident.AddedUtc),
                newest.Count == 0 ? 0 : newest.Max(incident => incident.Id),
                tasks,
                SendPriorities.BudgetFor(priority, options),
                options.ObservationMaxAge + options.SendWindow,
                options.MaxAddedLead,
                opposite is null ? "Sending to KSC." : $"Sending to KSC. Warning: the opposite isolation {opposite.Id} has not ended in {options.OppositeIsolationWait}."),
            CancellationToken.None);
        return begin.Outcome switch
        {
            BeginSendOutcome.Granted => await addIncident.RunAsync(begin.Submission!, memory, fence),
            BeginSendOutcome.OverBudget => await WaitUntilExpiryAsync(submission, WaitKind.Budget, KscServerGrain.BudgetUsed(context.Host.Server), options.RetryDelay),
            BeginSendOutcome.AddedTooFarAhead => await WaitUntilExpiryAsync(submission, WaitKind.Pace, "too many submissions for this host in one minute", TimeSpan.FromSeconds(1)),
            BeginSendOutcome.SendingStopped => StepResult.After(options.RetryDelay),
            BeginSendOutcome.NotItsTurn or BeginSendOutcome.ObservationTooOld => StepResult.After(options.TaskPollInterval),
            _ => StepResult.Again,
        };
    }

    /// <summary>What the policy says now, with the host as KSC describes it now; null: go on.</summary>
    private async Task<StepResult?> ApplyPolicyAsync(Submission submission, KscHost host)
    {
        var body = await context.Store.GetIncidentBodyAsync(submission.Id, CancellationToken.None);
        var decision = await context.Policy!.DecideAsync(submission, body, context.Server, host, CancellationToken.None);
        switch (decision.Verdict)
        {
            case PolicyVerdict.Allowed:
                return null;
            case PolicyVerdict.Denied:
                return await context.EndAsync(
                    submission,
                    SubmissionState.Denied,
                    new SubmissionError(
                        SubmissionErrorReasons.PolicyForbids,
                        $"The policy forbids it ({decision.Rule}): {decision.Reason} Nothing was done.",
                        new Dictionary<string, string>(StringComparer.Ordinal) { ["rule"] = decision.Rule }),
                    EventSource.Gateway);
            case PolicyVerdict.NeedsApproval:
                return await context.AdvanceAsync(
                    submission,
                    submission with
                    {
                        State = SubmissionState.PendingApproval,
                        Approval = new SubmissionApproval(decision.Rule, decision.Reason, context.Now + decision.ApprovalTime),
                    },
                    $"Waiting for approval ({decision.Rule}): {decision.Reason}",
                    EventSource.Gateway);
            default:
                return await WaitUntilExpiryAsync(submission, WaitKind.Policy, $"the policy cannot be applied yet ({decision.Rule}): {decision.Reason}", context.Options.HostCheckInterval);
        }
    }

    internal Task<StepResult> ExpireAsync(Submission submission, string message = "expire_time passed before it was sent. Nothing was done.") =>
        context.EndAsync(submission, SubmissionState.Expired, new SubmissionError(SubmissionErrorReasons.Expired, message), EventSource.Gateway);

    private static Submission? OppositeIsolation(Submission submission, IReadOnlyList<Submission> rows) =>
        submission.Kind != TaskKind.IsolateHost
            ? null
            : rows.FirstOrDefault(row => row.Kind == TaskKind.IsolateHost
                && row.AcceptRevision < submission.AcceptRevision
                && row.IsolationEnable != submission.IsolationEnable);

    private Task<StepResult> WaitUntilExpiryAsync(Submission submission, WaitKind kind, string reason, TimeSpan delay)
    {
        var untilExpiry = submission.ExpiresAt - context.Now;
        return context.WaitAsync(submission, kind, reason, untilExpiry < delay ? TimeSpan.FromTicks(Math.Max(untilExpiry.Value.Ticks, 0)) : delay);
    }
}
