using EdrGrpc.Contract.V1;
using EdrGrpc.Server.Errors;
using EdrGrpc.Server.Settings;
using EdrGrpc.Submissions.Watching;
using Grpc.Core;
using Microsoft.Extensions.Options;

namespace EdrGrpc.Server.Watch;

/// <summary>Writes a watch to a gRPC stream: coalesced while events wait, cut off when the reader is too slow, ended when the server stops.</summary>
internal sealed class WatchStreamer(IOptionsMonitor<WatchOptions> options, IHostApplicationLifetime lifetime, Cursors cursors, TimeProvider time)
{
    private static readonly WriteOptions Buffered = new(WriteFlags.BufferHint);

    public TimeSpan Heartbeat => options.CurrentValue.HeartbeatInterval;

    public async Task RunAsync<TResponse>(
        Func<CancellationToken, IAsyncEnumerable<WatchItem>> watch,
        Func<WatchItem, string, TResponse> toResponse,
        ulong filterHash,
        string firstCursor,
        IServerStreamWriter<TResponse> stream,
        ServerCallContext context)
    {
        using var ends = CancellationTokenSource.CreateLinkedTokenSource(context.CancellationToken, lifetime.ApplicationStopping);
        var cursor = firstCursor;
        try
        {
            await using var items = watch(ends.Token).GetAsyncEnumerator(ends.Token);
            var next = items.MoveNextAsync();
            while (await next)
            {
                var item = items.Current;
                var itemCursor = cursors.Write(item.Revision, filterHash);
                var response = toResponse(item, itemCursor);
                next = items.MoveNextAsync();

                // Flushed only when nothing more waits: one flush for a burst.
                stream.WriteOptions = next.IsCompleted ? Buffered : null;
                await WriteAsync(stream, response, cursor);
                cursor = itemCursor;
            }
        }
        catch (OperationCanceledException) when (lifetime.ApplicationStopping.IsCancellationRequested && !context.CancellationToken.IsCancellationRequested)
        {
            throw StatusMapping.ShuttingDown();
        }
    }

    public async Task WriteAsync<TResponse>(IServerStreamWriter<TResponse> stream, TResponse response, string lastCursor)
    {
        var write = stream.WriteAsync(response);
        if (write.IsCompleted)
        {
            await write;
            return;
        }

        try
        {
            await write.WaitAsync(options.CurrentValue.SlowReaderTimeout, time);
        }
        catch (TimeoutException)
        {
            throw new ResponseException(
                ErrorReason.SlowReader, $"No message was taken for {options.CurrentValue.SlowReaderTimeout.TotalSeconds:0.#} s. Watch again from the last cursor.")
            {
                Metadata = { ["cursor"] = lastCursor },
            };
        }
    }
}
