using System.CommandLine;
using EdrGrpc.Cli.Arguments;
using EdrGrpc.Contract.V1;
using Google.Protobuf.WellKnownTypes;
using Option = System.CommandLine.Option;

namespace EdrGrpc.Cli.Query;

/// <summary>Which submissions: the filter of list and watch.</summary>
internal static class FilterFlags
{
    public static readonly Option<List<SubmissionState>> State = Choices.Many("--state", "In this state", Words.States);
    public static readonly Option<List<TaskKind>> Task = Choices.Many("--task", "Of this task", Words.Tasks);
    public static readonly Option<string?> Host = Flag.Text("--host", "On this host, by KSC's id", "id");
    public static readonly Option<string?> Server = Flag.Text("--server", "On this KSC connection", "name");
    public static readonly Option<string?> Batch = Flag.Text("--batch", "Of this batch", "uuid");
    public static readonly Option<Dictionary<string, string>> Label = Labels.Option("With this label (repeatable)");
    public static readonly Option<DateTimeOffset?> Since = Times.Option("--since", "Accepted at or after this time, or this long ago", allowAgo: true);
    public static readonly Option<DateTimeOffset?> Until = Times.Option("--until", "Accepted before this time, or this long ago", allowAgo: true);

    public static readonly IReadOnlyList<Option> All = [State, Task, Host, Server, Batch, Label, Since, Until];

    public static SubmissionFilter Read(ParseResult parse)
    {
        var filter = new SubmissionFilter
        {
            Server = parse.GetValue(Server) ?? "",
            TargetHost = parse.GetValue(Host) ?? "",
            BatchId = parse.GetValue(Batch) ?? "",
            CreateTimeFrom = parse.GetValue(Since)?.ToTimestamp(),
            CreateTimeTo = parse.GetValue(Until)?.ToTimestamp(),
        };
        filter.States.AddRange(parse.GetValue(State) ?? []);
        filter.TaskKinds.AddRange(parse.GetValue(Task) ?? []);
        foreach (var (key, value) in parse.GetValue(Label) ?? [])
        {
            filter.Labels.Add(key, value);
        }

        return filter;
    }
}
