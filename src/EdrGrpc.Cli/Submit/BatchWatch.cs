using EdrGrpc.Cli.Output;
using EdrGrpc.Cli.Watch;
using EdrGrpc.Contract.V1;

namespace EdrGrpc.Cli.Submit;

/// <summary>Follows the submissions of all batches of one command to their ends.</summary>
internal static class BatchWatch
{
    public static async Task<int> RunAsync(CommandContext context, IReadOnlyList<SubmitBatchResponse> batches)
    {
        var view = WatchView.For(context.Screen, many: true);
        var latest = batches.SelectMany(batch => batch.Submissions).ToDictionary(submission => submission.SubmissionId, StringComparer.Ordinal);
        var watches = batches.Select(batch => (batch.BatchId, Open: batch.Submissions.Select(submission => submission.SubmissionId).ToHashSet(StringComparer.Ordinal),
            Watch: new ResumingWatch(WatchStreams.Many(context, new SubmissionFilter { BatchId = batch.BatchId }), "", Watching.ReconnectFor(context), known: true))).ToList();
        var stopped = await Watching.RunAsync(
            context,
            view,
            cancellation => Task.WhenAll(watches.Select(one => one.Watch.ReadAsync(message => Show(message, one.Open), () => Task.FromResult(false), cancellation))),
            () => watches.Where(one => one.Open.Count > 0).Select(one => ResumeCommand.For(context.Parse, ["--batch", one.BatchId], WatchFlags.Patience, one.Watch.Cursor)));
        Summarize(latest.Values);
        return stopped ?? Outcome.Worst(latest.Values.Select(submission => submission.State));

        bool Show(WatchMessage message, HashSet<string> open)
        {
            if (message.Event is not { } submissionEvent)
            {
                return false;
            }

            lock (latest)
            {
                view.Show(message with { Raw = new SubmitAndWatchResponse { Event = submissionEvent, Cursor = message.Cursor } });
                latest[submissionEvent.SubmissionId] = submissionEvent.Submission;
                if (Outcome.ExitCodeOf(submissionEvent.State) is not null)
                {
                    open.Remove(submissionEvent.SubmissionId);
                }

                return open.Count == 0;
            }
        }
    }

    private static void Summarize(IReadOnlyCollection<Submission> submissions)
    {
        foreach (var (state, count) in submissions.CountBy(SubmissionText.State).OrderByDescending(pair => pair.Value))
        {
            Screen.Remark($"  {count} {state}");
        }

        foreach (var submission in submissions.Where(one => Outcome.ExitCodeOf(one.State) is ExitCodes.Failed or ExitCodes.Refused).Take(50))
        {
            Screen.Remark($"  {SubmissionText.Host(submission)}  {SubmissionText.State(submission)}: {SubmissionText.Why(submission)}  ({submission.SubmissionId})");
        }
    }
}
