using EdrGrpc.Cli.Output;

namespace EdrGrpc.Cli.Watch;

/// <summary>Runs a watch until its end, --watch-for or Ctrl+C. Stopping never touches the work.</summary>
internal static class Watching
{
    private static readonly TimeSpan DefaultReconnectFor = TimeSpan.FromMinutes(5);

    public static TimeSpan ReconnectFor(CommandContext context) => context.Parse.GetValue(WatchFlags.ReconnectFor) ?? DefaultReconnectFor;

    /// <param name="context">The command.</param>
    /// <param name="view">Stands while the watch runs.</param>
    /// <param name="watch">The watch.</param>
    /// <param name="resume">The commands that go on with it, asked when it is stopped.</param>
    /// <returns>Null if it came to its end, else the exit code.</returns>
    public static async Task<int?> RunAsync(CommandContext context, WatchView view, Func<CancellationToken, Task> watch, Func<IEnumerable<string>> resume)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(context.Cancellation);
        if (context.Parse.GetValue(WatchFlags.WatchFor) is { } watchFor)
        {
            limit.CancelAfter(watchFor);
        }

        try
        {
            await view.RunAsync(() => watch(limit.Token));
            return null;
        }
        catch (Exception exception) when (exception is OperationCanceledException or Grpc.Core.RpcException)
        {
            Screen.Remark(limit.IsCancellationRequested ? "edrctl: stopped watching; the work goes on. To go on watching:" : "edrctl: the watch broke; the work goes on. To go on watching:");
            foreach (var command in resume())
            {
                Screen.Remark($"  {command}");
            }

            if (!limit.IsCancellationRequested)
            {
                throw;
            }

            return context.Cancellation.IsCancellationRequested ? ExitCodes.Interrupted : ExitCodes.StillRunning;
        }
    }
}
