using EdrGrpc.Cli.Output;
using Spectre.Console;

namespace EdrGrpc.Cli.Watch;

/// <summary>One submission on a terminal: its steps as lines, below them where it stands now.</summary>
internal sealed class OneLiveView(Screen screen) : WatchView(screen)
{
    private StatusContext? _status;

    public override Task RunAsync(Func<Task> watch) => Screen.Terminal.Status().Spinner(Spinner.Known.Line).StartAsync("Watching", status =>
    {
        _status = status;
        return watch();
    });

    public override void Show(WatchMessage message)
    {
        if (message.Event is not { } submissionEvent)
        {
            return;
        }

        var submission = submissionEvent.Submission;
        Screen.Terminal.MarkupLine($"{submissionEvent.OccurTime.ToDateTimeOffset():HH:mm:ss}  [{StateColour.Of(submission.State)}]{Markup.Escape(Line(submissionEvent))}[/]");
        _status?.Status(Markup.Escape($"{SubmissionText.What(submission)}: {SubmissionText.Progress(submission)}  (Ctrl+C stops watching, not the work)"));
    }
}
