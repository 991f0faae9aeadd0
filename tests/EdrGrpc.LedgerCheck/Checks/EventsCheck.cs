using EdrGrpc.LedgerCheck.Files;

namespace EdrGrpc.LedgerCheck.Checks;

/// <summary>The events of a submission are a way through the state machine that ends where the submission stands.</summary>
internal static class EventsCheck
{
    public static void Run(Run run, Findings findings)
    {
        findings.Figure("events", run.Data.Events.Count);
        foreach (var orphan in run.Data.Events.Where(stored => !run.Data.ById.ContainsKey(stored.SubmissionId)))
        {
            findings.Violation($"event {orphan.Revision} belongs to no submission");
        }

        foreach (var submission in run.Data.Submissions)
        {
            if (submission.Events.Count == 0 || submission.Events[0].State != State.Accepted || submission.Events[0].Revision != submission.AcceptRevision)
            {
                findings.Violation($"{submission} does not begin with its acceptance");
                continue;
            }

            foreach (var (from, to) in submission.Events.Zip(submission.Events.Skip(1)))
            {
                if (!State.MayFollow(from.State, to.State))
                {
                    findings.Violation($"{submission}: {State.Name(to.State)} (event {to.Revision}) follows {State.Name(from.State)}");
                }
            }

            if (submission.Events[^1].State != submission.State || submission.Events[^1].Revision != submission.Revision)
            {
                findings.Violation($"{submission} does not stand where its last event says");
            }
        }
    }
}
