using EdrGrpc.Contract.V1;
using Grpc.Core;

namespace EdrGrpc.CrashHarness;

/// <summary>
/// Watches everything, over kills of the gateway and breaks of its own; resumes after a random one of its last cursors, sometimes from the beginning.
/// A steady one breaks nothing and goes on where it was, so that it is up to date when the gateway is.
/// </summary>
internal sealed class ReconnectingWatcher(int number, int seed, LiveGateway gateway, Observations observations, Progress progress, bool isSteady = false)
{
    /// <summary>case_id of the submission after whose end there is nothing more to see.</summary>
    public const string LastCase = "last";

    private readonly Random _random = new(seed);
    private readonly List<(string Cursor, long Revision)> _known = [("", 0)];
    private int _connections;

    public async Task RunAsync(CancellationToken stop)
    {
        while (!await WatchAsync(stop))
        {
            if (isSteady)
            {
                continue;
            }

            if (_random.Next(25) == 0)
            {
                _known.RemoveRange(1, _known.Count - 1);
            }

            var forget = _random.Next(Math.Min(10, _known.Count));
            _known.RemoveRange(_known.Count - forget, forget);
        }

        observations.WatchEnded(number, _connections);
    }

    private async Task<bool> WatchAsync(CancellationToken stop)
    {
        var client = await gateway.ClientAsync(stop);
        var (cursor, revision) = _known[^1];
        var lives = isSteady ? int.MaxValue : 1 + _random.Next(300);
        observations.WatchOpened(number, revision);
        _connections++;
        try
        {
            using var call = client.WatchSubmissions(new WatchSubmissionsRequest { AfterCursor = cursor }, cancellationToken: stop);
            await foreach (var message in call.ResponseStream.ReadAllAsync(stop))
            {
                if (message.Event is { } seen)
                {
                    observations.Watched(number, seen.Revision, seen.SubmissionId, (int)seen.State, seen.Detail);
                    _known.Add((message.Cursor, seen.Revision));
                    if (seen.State >= SubmissionState.Succeeded)
                    {
                        progress.End(seen.SubmissionId);
                        if (seen.Submission.Context?.CaseId == LastCase)
                        {
                            return true;
                        }
                    }
                }

                if (--lives == 0)
                {
                    return false;
                }
            }
        }
        catch (Exception exception) when (LiveGateway.IsOutage(exception))
        {
            stop.ThrowIfCancellationRequested();
            await Task.Delay(TimeSpan.FromMilliseconds(20 + _random.Next(50)), TimeProvider.System, stop);
        }
        catch (RpcException exception)
        {
            observations.Error($"watcher {number} after revision {revision}: {exception.Status}");
            await Task.Delay(TimeSpan.FromSeconds(1), TimeProvider.System, stop);
        }

        return false;
    }
}
