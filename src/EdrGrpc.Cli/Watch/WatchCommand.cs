using System.CommandLine;
using EdrGrpc.Cli.Query;
using EdrGrpc.Contract.V1;
using Google.Protobuf.WellKnownTypes;
using Option = System.CommandLine.Option;

namespace EdrGrpc.Cli.Watch;

/// <summary>edrctl watch: one submission to its end, or all that match a filter until it is stopped.</summary>
internal static class WatchCommand
{
    private static readonly Argument<string?> Id = new("id") { Description = "The submission; without it, all that match the flags", Arity = ArgumentArity.ZeroOrOne };

    public static Command Create() => GatewayCommand.Create(
        "watch",
        "Follow a submission to its end, or all that match; goes on by itself when the connection breaks",
        [Id, .. FilterFlags.All, WatchFlags.After, .. WatchFlags.Patience],
        RunAsync);

    private static Task<int> RunAsync(CommandContext context)
    {
        var cursor = context.Parse.GetValue(WatchFlags.After) ?? "";
        if (context.Parse.GetValue(Id) is not { } id)
        {
            return ManyAsync(context, cursor);
        }

        return FilterFlags.All.Any(option => context.Parse.GetResult(option) is { Implicit: false })
            ? throw CliException.Usage("Give the id of one submission or flags of a filter, not both.")
            : WatchedEnd.OfAsync(context, id, cursor, known: false);
    }

    private static async Task<int> ManyAsync(CommandContext context, string cursor)
    {
        var filter = FilterFlags.Read(context.Parse);
        var watch = new ResumingWatch(WatchStreams.Many(context, filter), cursor, Watching.ReconnectFor(context), known: false);
        var view = WatchView.For(context.Screen, many: true);
        var stopped = await Watching.RunAsync(
            context,
            view,
            cancellation => watch.ReadAsync(Show, () => Task.FromResult(false), cancellation),
            () => [ResumeCommand.For(context.Parse, Resumed(filter), [.. FilterFlags.All.Except<Option>([FilterFlags.Since, FilterFlags.Until]), .. WatchFlags.Patience], watch.Cursor)]);
        return stopped ?? ExitCodes.Done;

        bool Show(WatchMessage message)
        {
            view.Show(message);
            return false;
        }
    }

    // A cursor belongs to its filter: "1h ago" would be another time when the command is given again.
    private static IEnumerable<string> Resumed(SubmissionFilter filter) =>
        [.. Time(FilterFlags.Since, filter.CreateTimeFrom), .. Time(FilterFlags.Until, filter.CreateTimeTo)];

    private static IEnumerable<string> Time(Option option, Timestamp? time) => time is null ? [] : [option.Name, $"{time.ToDateTimeOffset():yyyy-MM-dd'T'HH:mm:ss.FFFFFFF'Z'}"];
}
