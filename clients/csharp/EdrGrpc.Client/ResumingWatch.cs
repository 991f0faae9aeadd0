using System.Runtime.CompilerServices;
using EdrGrpc.Contract.V1;
using Grpc.Core;

namespace EdrGrpc.Client;

/// <summary>A watch over as many streams as it takes, each beginning after the last cursor of the one before.</summary>
internal sealed class ResumingWatch(TimeSpan silence, TimeProvider time, Func<double> jitter)
{
    private static readonly TimeSpan FirstDelay = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan LongestDelay = TimeSpan.FromSeconds(10);

    public async IAsyncEnumerable<WatchedEvent> RunAsync<TMessage>(
        Func<string, CancellationToken, AsyncServerStreamingCall<TMessage>> open,
        Func<TMessage, (SubmissionEvent? Event, string Cursor)> read,
        string cursor,
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var failures = 0;
        while (true)
        {
            EdrResponseException? broken = null;
            using (var call = open(cursor, cancellationToken))
            {
                while (true)
                {
                    bool more;
                    using var patience = Patience();
                    try
                    {
                        more = await call.ResponseStream.MoveNext(patience.Token).ConfigureAwait(false);
                    }
                    catch (EdrResponseException) when (cancellationToken.IsCancellationRequested)
                    {
                        throw new OperationCanceledException(cancellationToken);
                    }
                    catch (EdrResponseException exception) when (IsBreak(exception))
                    {
                        broken = exception;
                        break;
                    }

                    if (!more)
                    {
                        yield break;
                    }

                    failures = 0;
                    (var submissionEvent, cursor) = read(call.ResponseStream.Current);
                    if (submissionEvent is not null)
                    {
                        yield return new WatchedEvent(submissionEvent, cursor);
                    }
                }
            }

            await DelayAsync(DelayOf(failures++, broken?.RetryDelay), cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>True if the stream ended for a reason that a new stream mends. CANCELLED is our own doing after a silence, or a proxy's; INTERNAL with a
    /// reason is a defect of the gateway, without one a connection that was reset.</summary>
    private static bool IsBreak(EdrResponseException exception) => exception.StatusCode switch
    {
        StatusCode.Unavailable or StatusCode.Cancelled => true,
        StatusCode.Internal or StatusCode.Unknown => exception.ReasonName.Length == 0,
        StatusCode.ResourceExhausted => exception.Reason == ErrorReason.SlowReader,
        _ => false,
    };

    // The gateway's own wish is a lower bound; without one the delays double up to the longest.
    private TimeSpan DelayOf(int failures, TimeSpan? wish)
    {
        var backoff = TimeSpan.FromTicks(Math.Min(FirstDelay.Ticks << Math.Min(failures, 10), LongestDelay.Ticks));
        return wish is { } atLeast
            ? atLeast + TimeSpan.FromTicks((long)(backoff.Ticks * jitter()))
            : TimeSpan.FromTicks((long)(backoff.Ticks * (0.5 + (0.5 * jitter()))));
    }

#if NET8_0_OR_GREATER
    private Task DelayAsync(TimeSpan delay, CancellationToken cancellationToken) => Task.Delay(delay, time, cancellationToken);

    private CancellationTokenSource Patience() => new(silence, time);
#else
    private Task DelayAsync(TimeSpan delay, CancellationToken cancellationToken) => time.Delay(delay, cancellationToken);

    private CancellationTokenSource Patience() => time.CreateCancellationTokenSource(silence);
#endif
}
