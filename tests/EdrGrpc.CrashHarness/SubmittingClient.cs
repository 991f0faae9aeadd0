using EdrGrpc.Contract.V1;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;

namespace EdrGrpc.CrashHarness;

/// <summary>
/// A caller that does what callers must do: it repeats a request with its request_id until it is acknowledged. Now and then it hangs up before
/// the answer, and it repeats requests that were acknowledged long ago.
/// </summary>
internal sealed class SubmittingClient(int number, int seed, LiveGateway gateway, IReadOnlyList<string> hosts, Observations observations, Progress progress)
{
    private const int MostUnfinished = 40;

    private readonly Random _random = new(seed);
    private readonly List<Request> _acknowledged = [];
    private int _made;

    /// <summary>Submits until stopped; the request it is at then is still brought to its end.</summary>
    public async Task RunAsync(CancellationToken enough, CancellationToken stop)
    {
        while (!enough.IsCancellationRequested)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(_random.Next(400)), TimeProvider.System, stop);
            if (_acknowledged.Count > 0 && _random.Next(8) == 0)
            {
                await SendAsync(_acknowledged[_random.Next(_acknowledged.Count)], stop);
            }
            else if (progress.Unfinished < MostUnfinished)
            {
                var request = NewRequest();
                await SendAsync(request, stop);
                if (request.IsAcknowledged)
                {
                    _acknowledged.Add(request);
                }
            }
        }
    }

    private async Task SendAsync(Request request, CancellationToken stop)
    {
        request.FirstSentAt ??= Observations.Now;
        while (true)
        {
            var client = await gateway.ClientAsync(stop);
            using var hangUp = new CancellationTokenSource(TimeSpan.FromMilliseconds(_random.Next(10) == 0 ? _random.Next(25) : 15_000), TimeProvider.System);
            using var either = CancellationTokenSource.CreateLinkedTokenSource(hangUp.Token, stop);
            try
            {
                await SendOnceAsync(client, request, new CallOptions(cancellationToken: either.Token));
                return;
            }
            catch (Exception exception) when (LiveGateway.IsOutage(exception))
            {
                stop.ThrowIfCancellationRequested();
                await Task.Delay(TimeSpan.FromMilliseconds(20 + _random.Next(50)), TimeProvider.System, stop);
            }
            catch (RpcException exception) when (exception.StatusCode == StatusCode.InvalidArgument && request.ExpiresAt < Observations.Now)
            {
                // It expired before it was recorded. Had it been recorded, the repeat would have been answered.
                observations.Refused(request.Id);
                return;
            }
            catch (RpcException exception)
            {
                observations.Error($"client {number}: {exception.Status}");
                return;
            }
        }
    }

    private async Task SendOnceAsync(ResponseService.ResponseServiceClient client, Request request, CallOptions options)
    {
        if (request.Batch is not null)
        {
            var answer = await client.SubmitBatchAsync(request.Batch, options);
            Acknowledge(request, [.. answer.Submissions], answer.Deduplicated);
        }
        else
        {
            var answer = await client.SubmitAsync(request.Single, options);
            Acknowledge(request, [answer.Submission], answer.Deduplicated);
        }
    }

    private void Acknowledge(Request request, List<Submission> submissions, bool deduplicated)
    {
        if (submissions.Count != request.Targets.Count)
        {
            observations.Error($"client {number}: {submissions.Count} submissions for {request.Targets.Count} actions of request {request.Id}");
            return;
        }

        observations.Acknowledged(
            request.Id, submissions.Zip(request.Targets, (submission, target) => new Acknowledged(submission.SubmissionId, target.Host, target.Marker)), request.FirstSentAt!.Value, deduplicated);
        if (!request.IsAcknowledged)
        {
            request.IsAcknowledged = true;
            foreach (var submission in submissions)
            {
                progress.Acknowledge(submission.SubmissionId);
            }
        }
    }

    private Request NewRequest()
    {
        var id = Guid.NewGuid().ToString();
        var expires = _random.Next(20) == 0 ? Timestamp.FromDateTimeOffset(Observations.Now.AddSeconds(2 + _random.Next(5))) : null;
        if (_random.Next(5) > 0)
        {
            var (action, target) = NewAction();
            return new Request(id, [target], expires?.ToDateTimeOffset()) { Single = new SubmitRequest { RequestId = id, Action = action, ExpireTime = expires } };
        }

        var items = Enumerable.Range(0, 2 + _random.Next(4)).Select(_ => NewAction()).ToList();
        var batch = new SubmitBatchRequest { RequestId = id, ExpireTime = expires, Items = { items.Select(item => new BatchItem { Action = item.Action }) } };
        return new Request(id, items.ConvertAll(item => item.Target), expires?.ToDateTimeOffset()) { Batch = batch };
    }

    private (ResponseAction Action, (string Host, string Marker) Target) NewAction()
    {
        var host = hosts[_random.Next(hosts.Count)];
        var marker = $"c{number}n{_made++:00000}x";
        return (Actions.Random(_random, host, marker), (host, marker));
    }

    private sealed record Request(string Id, IReadOnlyList<(string Host, string Marker)> Targets, DateTimeOffset? ExpiresAt)
    {
        public SubmitRequest? Single { get; init; }

        public SubmitBatchRequest? Batch { get; init; }

        public DateTimeOffset? FirstSentAt { get; set; }

        public bool IsAcknowledged { get; set; }
    }
}
