using EdrGrpc.Submissions;
using EdrGrpc.Submissions.Store;

namespace EdrGrpc.Storage;

/// <summary>Permit, intent and SUBMITTING in one transaction.</summary>
internal static class BeginSendOperation
{
    public static BeginSendResult Run(IWriteState state, BeginSend request)
    {
        var stored = state.Find(request.Current.Id);
        if (!StepOperation.IsCurrent(stored, request.Current) || stored!.State != SubmissionState.Accepted)
        {
            return new BeginSendResult(BeginSendOutcome.Conflict, stored, 0);
        }

        if (state.IsSendingStopped)
        {
            return new BeginSendResult(BeginSendOutcome.SendingStopped, stored, 0);
        }

        if (state.HasEarlier(stored))
        {
            return new BeginSendResult(BeginSendOutcome.NotItsTurn, stored, 0);
        }

        var budget = state.Budget(stored.Server);
        if (budget.ObservedAt is not { } observedAt || request.Now - observedAt > request.ObservationMaxAge)
        {
            return new BeginSendResult(BeginSendOutcome.ObservationTooOld, stored, 0);
        }

        var counted = budget.Count();
        if (counted >= request.Budget)
        {
            return new BeginSendResult(BeginSendOutcome.OverBudget, stored, counted);
        }

        var added = SendRule.ChooseAdded(request, state.LastAdded(stored.Host));
        if (added > request.Now + request.MaxAddedLead)
        {
            return new BeginSendResult(BeginSendOutcome.AddedTooFarAhead, stored, counted);
        }

        var floor = SendRule.Floor(request, budget);
        state.SetLastAdded(stored.Host, added);
        state.AddPermit(stored, floor);
        var next = stored with
        {
            State = SubmissionState.Submitting,
            UpdatedAt = request.Now,
            Attempts = stored.Attempts + 1,
            WaitingReason = "",
            Intent = new SendIntent(added, request.SendBefore, request.HighestIncidentId, request.TasksBefore, floor),
        };
        return new BeginSendResult(BeginSendOutcome.Granted, StepOperation.Write(state, stored, next, request.Detail, EventSource.Gateway), counted);
    }
}
