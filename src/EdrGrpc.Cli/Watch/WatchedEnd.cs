using EdrGrpc.Cli.Output;
using EdrGrpc.Contract.V1;

namespace EdrGrpc.Cli.Watch;

/// <summary>Follows one submission to its end.</summary>
internal static class WatchedEnd
{
    /// <summary>After a submit: the gateway is known, so its absence is an interruption.</summary>
    public static Task<int> OfAsync(CommandContext context, string submissionId) => OfAsync(context, submissionId, "", known: true);

    public static async Task<int> OfAsync(CommandContext context, string submissionId, string cursor, bool known)
    {
        Submission? last = null;
        var watch = new ResumingWatch(WatchStreams.One(context, submissionId), cursor, Watching.ReconnectFor(context), known);
        var view = WatchView.For(context.Screen, many: false);
        var stopped = await Watching.RunAsync(
            context,
            view,
            cancellation => watch.ReadAsync(Show, IsOverAsync, cancellation),
            () => [ResumeCommand.For(context.Parse, [submissionId], WatchFlags.Patience, watch.Cursor)]);
        return stopped ?? Conclude(context.Screen, last!);

        bool Show(WatchMessage message)
        {
            view.Show(known ? AsSubmitted(message) : message);
            last = message.Event?.Submission ?? last;
            return message.Event is { } submissionEvent && Outcome.ExitCodeOf(submissionEvent.State) is not null;
        }

        // With a cursor at the end the stream has nothing to tell.
        async Task<bool> IsOverAsync()
        {
            last = (await context.Gateway.Responses.GetSubmissionAsync(new GetSubmissionRequest { SubmissionId = submissionId }, context.Gateway.Call(context.Cancellation))).Submission;
            return Outcome.ExitCodeOf(last.State) is not null;
        }
    }

    // submit --watch prints messages of one kind.
    private static WatchMessage AsSubmitted(WatchMessage message) =>
        message.Event is null ? message : message with { Raw = new SubmitAndWatchResponse { Event = message.Event, Cursor = message.Cursor } };

    private static int Conclude(Screen screen, Submission submission)
    {
        if (screen.Format == OutputFormat.Text)
        {
            screen.WriteLine($"{SubmissionText.What(submission)}: {SubmissionText.State(submission)}{(submission.IncidentId > 0 ? $", incident {submission.IncidentId}" : "")}");
        }

        if (SubmissionText.Why(submission) is { Length: > 0 } why)
        {
            Screen.Remark($"edrctl: {SubmissionText.What(submission)}: {SubmissionText.State(submission)}: {why}");
        }

        return Outcome.ExitCodeOf(submission.State) ?? ExitCodes.Defect;
    }
}
