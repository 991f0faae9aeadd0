using EdrGrpc.Contract.V1;
using Grpc.Core;

namespace EdrGrpc.Benchmarks;

/// <summary>A watch of all submissions that has caught up.</summary>
internal sealed class EventReader : IAsyncDisposable
{
    private readonly AsyncServerStreamingCall<WatchSubmissionsResponse> _call;
    private Task _reading = Task.CompletedTask;

    private EventReader(AsyncServerStreamingCall<WatchSubmissionsResponse> call) => _call = call;

    /// <summary>The newest cursor that was read.</summary>
    public string Cursor { get; private set; } = "";

    /// <summary>Opens the stream; returns when history is through.</summary>
    public static async Task<EventReader> StartAsync(ResponseService.ResponseServiceClient client, Metadata headers, string afterCursor = "")
    {
        var reader = new EventReader(client.WatchSubmissions(new WatchSubmissionsRequest { AfterCursor = afterCursor }, headers));
        while (await reader._call.ResponseStream.MoveNext(CancellationToken.None))
        {
            reader.Cursor = reader._call.ResponseStream.Current.Cursor;
            if (reader._call.ResponseStream.Current.CaughtUp is not null)
            {
                return reader;
            }
        }

        throw new InvalidOperationException("The watch ended before it caught up.");
    }

    /// <summary>Hands every further event to a method, until disposed.</summary>
    public void Read(Action<SubmissionEvent> take) => _reading = Task.Run(async () =>
    {
        try
        {
            await foreach (var message in _call.ResponseStream.ReadAllAsync())
            {
                Cursor = message.Cursor;
                if (message.Event is { } submissionEvent)
                {
                    take(submissionEvent);
                }
            }
        }
        catch (RpcException exception) when (exception.StatusCode == StatusCode.Cancelled)
        {
            // Disposed.
        }
    });

    public async ValueTask DisposeAsync()
    {
        _call.Dispose();
        await _reading;
    }
}
