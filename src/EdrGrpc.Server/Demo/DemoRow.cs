using EdrGrpc.Contract.V1;
using EdrGrpc.Server.Mapping;

namespace EdrGrpc.Server.Demo;

/// <summary>What the demo's table shows of one action.</summary>
internal sealed class DemoRow(DemoAction action)
{
    public DemoAction Action => action;

    public string State { get; private set; } = "-";

    public string Progress { get; private set; } = "";

    public string Detail { get; private set; } = "";

    public bool Ended { get; private set; }

    public string Colour { get; private set; } = "grey";

    public void Apply(SubmissionEvent submissionEvent)
    {
        State = StateMapping.NameOf(StateMapping.ToDomain(submissionEvent.State));
        Progress = submissionEvent.Submission.Task is { } task ? $"{task.CompletedPercent} %" : "";
        Detail = submissionEvent.Submission.Error?.Message is { Length: > 0 } error ? error : submissionEvent.Detail;
        Ended = submissionEvent.State >= SubmissionState.Succeeded;
        Colour = submissionEvent.State switch
        {
            SubmissionState.Succeeded => "green",
            >= SubmissionState.CompletedWithWarnings => "red",
            SubmissionState.TaskRunning or SubmissionState.TaskCreated => "yellow",
            _ => "grey",
        };
    }

    public void Refused(string why)
    {
        State = "refused";
        Detail = why;
        Ended = true;
        Colour = "red";
    }
}
