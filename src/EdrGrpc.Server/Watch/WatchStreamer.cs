using EdrGrpc.Contract.V1;
using EdrGrpc.Server.Access;
using EdrGrpc.Server.Errors;
using EdrGrpc.Server.Interceptors;
using EdrGrpc.Server.Settings;
using EdrGrpc.Server.Transport;
using EdrGrpc.Submissions.Policy;
using EdrGrpc.Submissions.Watching;
using Google.Protobuf;
using Grpc.Core;
using Microsoft.Extensions.Options;

namespace EdrGrpc.Server.Watch;

/// <summary>Writes a watch to a gRPC stream: coalesced while events wait, cut off when the reader is too slow, ended when the server stops.</summary>
internal sealed class WatchStreamer(IOptionsMonitor<WatchOptions> options, IHostApplicationLifetime lifetime, Cursors cursors, SubmissionAccess access, IdentityCheck identities, TimeProvider time)
{
    /// <summary>Most bytes written without a flush: an unflushed write knows no backpressure, so a long history would pile up in memory.</summary>
    private const int MostUnflushed = 32 * 1024;

    private static readonly TimeSpan HostRetry = TimeSpan.FromSeconds(5);

    private static readonly WriteOptions Buffered = new(WriteFlags.BufferHint);

    public TimeSpan Heartbeat => options.CurrentValue.HeartbeatInterval;

    public async Task RunAsync<TResponse>(
        Func<CancellationToken, IAsyncEnumerable<WatchItem>> watch,
        Func<WatchItem, string, TResponse> toResponse,
        ulong filterHash,
        IServerStreamWriter<TResponse> stream,
        ServerCallContext context,
        bool leavesOutUnreadable = false)
        where TResponse : IMessage
    {
        using var ends = CancellationTokenSource.CreateLinkedTokenSource(context.CancellationToken, lifetime.ApplicationStopping);
        var identity = CallContext.Of(context).Identity;
        var items = watch(ends.Token).GetAsyncEnumerator(ends.Token);
        var next = items.MoveNextAsync().AsTask();
        try
        {
            // Streams of JSON transcoding take no write options: setting them throws.
            var buffers = context.GetHttpContext().Request.ContentType?.StartsWith("application/grpc", StringComparison.Ordinal) == true;
            var unflushed = 0;
            while (await next)
            {
                var item = items.Current;

                // Rights are looked at for every event: a policy that changed, or a token that was revoked, ends what it opened.
                await identities.DemandAsync(identity, ends.Token);
                if (!await MayReadAsync(identity.Subject, item, leavesOutUnreadable, ends.Token))
                {
                    next = items.MoveNextAsync().AsTask();
                    continue;
                }

                var cursor = cursors.Write(item.Revision, filterHash);
                var response = toResponse(item, cursor);
                next = items.MoveNextAsync().AsTask();

                // Flushed when nothing more waits: one flush for a burst.
                unflushed += response.CalculateSize();
                if (!next.IsCompleted || unflushed > MostUnflushed)
                {
                    unflushed = 0;
                }

                if (buffers)
                {
                    stream.WriteOptions = unflushed > 0 ? Buffered : null;
                }

                await WriteAsync(stream, response, cursor, ends.Token);
            }
        }
        catch (OperationCanceledException) when (lifetime.ApplicationStopping.IsCancellationRequested && !context.CancellationToken.IsCancellationRequested)
        {
            throw StatusMapping.ShuttingDown();
        }
        catch (InvalidOperationException exception) when (context.CancellationToken.IsCancellationRequested)
        {
            // gRPC says it this way when the reader hung up before the write: no defect of ours.
            throw new OperationCanceledException(exception.Message, exception, context.CancellationToken);
        }
        finally
        {
            // An enumerator may not be disposed while it moves: end the move first, or the subscription would stay for ever.
            await ends.CancelAsync();
            await ((Task)next).ConfigureAwait(ConfigureAwaitOptions.ContinueOnCapturedContext | ConfigureAwaitOptions.SuppressThrowing);
            await items.DisposeAsync();
        }
    }

    /// <summary>False: the event is left out.</summary>
    /// <exception cref="ResponseException">The stream ends: its caller may not read any more, or KSC does not say which host it is about.</exception>
    private async ValueTask<bool> MayReadAsync(PolicySubject subject, WatchItem item, bool leavesOutUnreadable, CancellationToken cancellationToken)
    {
        if (access.ReadsNothing(subject))
        {
            throw new ResponseException(ErrorReason.PermissionDenied, $"No role of {subject.Principal} may read submissions.");
        }

        return item.Event is not { } submissionEvent || await access.TryReadAsync(subject, submissionEvent.Submission, cancellationToken) switch
        {
            true => true,
            false => leavesOutUnreadable ? false : throw new ResponseException(ErrorReason.PermissionDenied, $"No role of {subject.Principal} may read this submission any more."),

            // Left out it would be lost to the watcher for ever.
            null => throw new ResponseException(
                ErrorReason.KscUnavailable,
                $"KSC '{submissionEvent.Submission.Server}' does not say whether the next event is about a host of your roles. Watch again from the last cursor.",
                StatusMapping.Retry(HostRetry)),
        };
    }

    /// <summary>Writes one message. A reader that does not make room in time is cut off with the message's cursor: it is on its way before the status is.</summary>
    public async Task WriteAsync<TResponse>(IServerStreamWriter<TResponse> stream, TResponse response, string cursor, CancellationToken ends)
    {
        // The wait is ended, never the write.
        var write = stream.WriteMessageAsync(response);
        if (write.IsCompleted)
        {
            await write;
            return;
        }

        try
        {
            await write.WaitAsync(options.CurrentValue.SlowReaderTimeout, time, ends);
        }
        catch (TimeoutException)
        {
            throw new ResponseException(
                ErrorReason.SlowReader, $"No message was taken for {options.CurrentValue.SlowReaderTimeout.TotalSeconds:0.#} s. Watch again from the last cursor.")
            {
                Metadata = { ["cursor"] = cursor },
            };
        }
    }
}
