using System.Collections.Concurrent;
using EdrGrpc.Contract.V1;
using Grpc.Core;

namespace EdrGrpc.CrashHarness;

/// <summary>The second person: watches everything, approves three of four submissions that wait for it, refuses the rest, and repeats until it is told that it is decided.</summary>
internal sealed class Approver(string token, LiveGateway gateway, Observations observations, Progress progress)
{
    private readonly ConcurrentDictionary<string, bool> _decided = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, bool> _released = new(StringComparer.Ordinal);

    public int Decisions => _decided.Count;

    /// <summary>Isolations whose release has ended.</summary>
    public int Released => _released.Count;

    public async Task RunAsync(CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            try
            {
                var client = await gateway.ClientAsync(token, stop);
                using var call = client.WatchSubmissions(new WatchSubmissionsRequest(), cancellationToken: stop);
                await foreach (var message in call.ResponseStream.ReadAllAsync(stop))
                {
                    if (message.Event is { } seen)
                    {
                        await SeeAsync(client, seen, stop);
                    }
                }
            }
            catch (Exception exception) when (LiveGateway.IsOutage(exception))
            {
                stop.ThrowIfCancellationRequested();
                await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System, stop);
            }
        }
    }

    private async Task SeeAsync(ResponseService.ResponseServiceClient client, SubmissionEvent seen, CancellationToken stop)
    {
        if (seen.State >= SubmissionState.Succeeded)
        {
            progress.End(seen.SubmissionId);
            if (seen.Submission.IsolationSubmissionId is { Length: > 0 } isolation)
            {
                _released[isolation] = true;
            }
        }
        else if (seen.State == SubmissionState.PendingApproval && !_decided.ContainsKey(seen.SubmissionId))
        {
            // The same whenever it is asked again: the answer may have been lost.
            var approved = seen.SubmissionId[^1] is not ('0' or '4' or '8' or 'c');
            try
            {
                if (approved)
                {
                    await client.ApproveSubmissionAsync(new ApproveSubmissionRequest { SubmissionId = seen.SubmissionId, Comment = "seen" }, cancellationToken: stop);
                }
                else
                {
                    await client.RejectSubmissionAsync(new RejectSubmissionRequest { SubmissionId = seen.SubmissionId, Comment = "not today" }, cancellationToken: stop);
                }
            }
            catch (RpcException exception) when (exception.StatusCode == StatusCode.FailedPrecondition)
            {
                // Decided before, by this approver: there is no other.
            }

            _decided[seen.SubmissionId] = true;
            observations.Decided(seen.SubmissionId, approved);
        }
    }
}
