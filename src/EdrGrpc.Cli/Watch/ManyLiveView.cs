using EdrGrpc.Cli.Output;
using EdrGrpc.Contract.V1;
using Spectre.Console;

namespace EdrGrpc.Cli.Watch;

/// <summary>Many submissions on a terminal: the ones that changed last, and how many stand where.</summary>
internal sealed class ManyLiveView(Screen screen) : WatchView(screen)
{
    private const int Rows = 12;

    private readonly Dictionary<string, Submission> _latest = new(StringComparer.Ordinal);
    private readonly LinkedList<string> _order = [];
    private LiveDisplayContext? _live;

    public override Task RunAsync(Func<Task> watch) => Screen.Terminal.Live(Draw()).StartAsync(live =>
    {
        _live = live;
        return watch();
    });

    public override void Show(WatchMessage message)
    {
        if (message.Event?.Submission is not { } submission)
        {
            return;
        }

        lock (_latest)
        {
            _latest[submission.SubmissionId] = submission;
            _order.Remove(submission.SubmissionId);
            _order.AddFirst(submission.SubmissionId);
            if (_order.Count > Rows)
            {
                _order.RemoveLast();
            }

            _live?.UpdateTarget(Draw());
        }
    }

    private Table Draw()
    {
        var table = new Table { Border = TableBorder.Simple };
        table.AddColumns("HOST", "TASK", "STATE", "WHY");
        foreach (var submission in _order.Select(id => _latest[id]))
        {
            table.AddRow(
                new Text(SubmissionText.Host(submission)),
                new Text(SubmissionText.Task(submission)),
                new Markup($"[{StateColour.Of(submission.State)}]{Markup.Escape(SubmissionText.Progress(submission))}[/]"),
                new Text(SubmissionText.Why(submission)));
        }

        var counts = _latest.Values.CountBy(SubmissionText.State).OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => $"{pair.Value} {pair.Key}");
        table.Caption = new TableTitle(Markup.Escape(string.Join(", ", counts)));
        return table;
    }
}
