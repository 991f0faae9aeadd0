using EdrGrpc.Cli.Connection;
using EdrGrpc.Cli.Output;
using Grpc.Core;

namespace EdrGrpc.Cli.Watch;

/// <summary>Reads a watch stream to its end, and opens it again after its last cursor whenever it breaks.</summary>
/// <param name="open">Opens the stream after a cursor.</param>
/// <param name="cursor">Where to begin; empty for the beginning.</param>
/// <param name="reconnectFor">How long to try to reach a gateway that was lost.</param>
/// <param name="known">True if the gateway was reached before: then even the first failure is a loss and not a wrong address.</param>
internal sealed class ResumingWatch(Func<string, CancellationToken, IAsyncEnumerable<WatchMessage>> open, string cursor, TimeSpan reconnectFor, bool known)
{
    // The contract: heartbeats come every 15 seconds, and who hears nothing for 30 reconnects.
    private static readonly TimeSpan Silence = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(5);

    private readonly TimeProvider _time = TimeProvider.System;
    private bool _reached = known;

    /// <summary>Cursor of the last message.</summary>
    public string Cursor { get; private set; } = cursor;

    /// <param name="show">Takes a message; true ends the watch.</param>
    /// <param name="isOver">Asked when the gateway ended the stream in order: is there nothing more to come?</param>
    /// <param name="cancellation">Ends it with an exception.</param>
    public async Task ReadAsync(Func<WatchMessage, bool> show, Func<Task<bool>> isOver, CancellationToken cancellation)
    {
        var lastHeard = _time.GetTimestamp();
        var pause = FirstPause;
        var complained = false;
        while (true)
        {
            using var silence = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
            silence.CancelAfter(Silence);
            try
            {
                await foreach (var message in open(Cursor, silence.Token))
                {
                    (_reached, lastHeard, pause, complained) = (true, _time.GetTimestamp(), FirstPause, false);
                    silence.CancelAfter(Silence);
                    Cursor = message.Cursor;
                    if (show(message))
                    {
                        return;
                    }
                }

                if (await isOver())
                {
                    return;
                }
            }
            catch (Exception exception) when (!cancellation.IsCancellationRequested && _reached && IsLoss(exception, silence.Token) && _time.GetElapsedTime(lastHeard) < reconnectFor)
            {
                if (!complained)
                {
                    Screen.Remark("edrctl: the connection was lost; going on as soon as the gateway is back.");
                    complained = true;
                }
            }

            await Task.Delay(pause, _time, cancellation);
            pause = pause * 2 < LongestPause ? pause * 2 : LongestPause;
        }
    }

    private static bool IsLoss(Exception exception, CancellationToken silence) => exception switch
    {
        OperationCanceledException => silence.IsCancellationRequested,
        RpcException call => silence.IsCancellationRequested || new Failure(call).IsTransient,
        _ => false,
    };
}
