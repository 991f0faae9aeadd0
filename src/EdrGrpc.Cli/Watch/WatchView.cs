using EdrGrpc.Cli.Output;
using EdrGrpc.Contract.V1;

namespace EdrGrpc.Cli.Watch;

/// <summary>Shows events as they come: messages for programs, lines for people. The base of the live views.</summary>
internal class WatchView(Screen screen)
{
    protected Screen Screen { get; } = screen;

    /// <summary>The view that fits the screen.</summary>
    /// <param name="screen">Where to show.</param>
    /// <param name="many">True if several submissions are watched.</param>
    public static WatchView For(Screen screen, bool many) =>
        !screen.Live ? new WatchView(screen) : many ? new ManyLiveView(screen) : new OneLiveView(screen);

    /// <summary>Runs the watch while the view stands.</summary>
    public virtual Task RunAsync(Func<Task> watch) => watch();

    public virtual void Show(WatchMessage message)
    {
        if (message.Event is not { } submissionEvent)
        {
            return;
        }

        if (Screen.Format == OutputFormat.Text)
        {
            Screen.WriteLine($"{SubmissionText.Time(submissionEvent.OccurTime)}  {SubmissionText.What(submissionEvent.Submission)}  {Line(submissionEvent)}");
        }
        else
        {
            Screen.Write(message.Raw);
        }
    }

    protected static string Line(SubmissionEvent submissionEvent) =>
        $"{SubmissionText.Progress(submissionEvent.Submission)}{(submissionEvent.Detail.Length > 0 ? $": {SafeText.Of(submissionEvent.Detail)}" : "")}";
}
