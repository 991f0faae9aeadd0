using System.CommandLine;
using EdrGrpc.Cli.Arguments;

namespace EdrGrpc.Cli.Watch;

/// <summary>How long to watch.</summary>
internal static class WatchFlags
{
    public static readonly Option<TimeSpan?> WatchFor = Durations.Option("--watch-for", "Stop watching after this time, with exit code 6; the work goes on");
    public static readonly Option<TimeSpan?> ReconnectFor = Durations.Option("--reconnect-for", "Try this long to reach a gateway that was lost; 5m by default");
    public static readonly Option<string?> After = Flag.Text("--after", "Only what came after this cursor of an earlier watch", "cursor");

    public static readonly IReadOnlyList<Option> Patience = [WatchFor, ReconnectFor];
}
