using System.CommandLine;
using EdrGrpc.Cli.Arguments;
using EdrGrpc.Contract.V1;

namespace EdrGrpc.Cli.Submit;

/// <summary>The flags that all tasks have.</summary>
internal static class SubmitFlags
{
    public static readonly Option<string?> Host = Flag.Text("--host", "KSC's id of the host", "id");
    public static readonly Option<string?> HostName = Flag.Text("--host-name", "Display, NetBIOS or DNS name; it must match exactly one host", "name");
    public static readonly Option<string?> From = Flag.Text("--from", "File (or - for stdin) with one host name a line, or id:<KSC's id>; # begins a comment", "file");
    public static readonly Option<string?> Area = Flag.Text("--area", "Name of the caller in the task's name in KSC; Kuma by default");
    public static readonly Option<Severity?> Severity = Choices.One("--severity", "Severity of the incident", Words.Severities);
    public static readonly Option<string?> Server = Flag.Text("--server", "KSC connection of the gateway [EDRCTL_SERVER]", "name");
    public static readonly Option<TimeSpan?> ExpireIn = Durations.Option("--expire-in", "Do not send it to KSC later than this from now");
    public static readonly Option<DateTimeOffset?> ExpireAt = Times.Option("--expire-at", "Do not send it to KSC after this time", allowAgo: false);
    public static readonly Option<string?> CaseId = Flag.Text("--case-id", "Case or ticket", "id");
    public static readonly Option<string?> SourceEvent = Flag.Text("--source-event", "Event or alert that led to this", "id");
    public static readonly Option<string?> Comment = Flag.Text("--comment", "Comment for people");
    public static readonly Option<Dictionary<string, string>> Label = Labels.Option("Label (repeatable)");
    public static readonly Option<string?> RequestId = Flag.Text("--request-id", "UUID of this request: repeating it is answered, not executed again. Made up unless given", "uuid");
    public static readonly Option<bool> DryRun = Flag.Switch("--dry-run", "A full rehearsal at the gateway; nothing is recorded");
    public static readonly Option<bool> Watch = Flag.Switch("--watch", "Follow it to its end; the exit code then tells the outcome");

    public static readonly IReadOnlyList<Option> Target = [Host, HostName];

    public static readonly IReadOnlyList<Option> Common = [Area, Severity, Server];

    public static readonly IReadOnlyList<Option> Recorded = [ExpireIn, ExpireAt, CaseId, SourceEvent, Comment, Label, RequestId, DryRun, Watch];

    /// <summary>Sets the target from --host or --host-name.</summary>
    public static ResponseAction WithTarget(ParseResult parse, ResponseAction action)
    {
        switch (parse.GetValue(Host), parse.GetValue(HostName))
        {
            case ({ } id, null):
                action.TargetHost = id;
                break;
            case (null, { } name):
                action.TargetHostName = name;
                break;
            default:
                throw CliException.Usage("Say which host: one of --host, --host-name or, of submit, --from.");
        }

        return action;
    }

    /// <summary>Sets what the flags of <see cref="Common"/> say, except the server.</summary>
    public static ResponseAction WithCommon(ParseResult parse, ResponseAction action)
    {
        action.Area = parse.GetValue(Area) ?? "";
        action.Severity = parse.GetValue(Severity) ?? Contract.V1.Severity.Unspecified;
        return action;
    }
}
