using EdrGrpc.Contract.V1;
using EdrGrpc.IntegrationTests.Support;
using Grpc.Core;

namespace EdrGrpc.IntegrationTests.Access;

/// <summary>A watch of any of the three kinds, read message by message.</summary>
internal sealed class OpenStream : IDisposable
{
    private readonly IDisposable _call;
    private readonly IAsyncEnumerator<(SubmissionEvent? Event, bool CaughtUp, string Cursor)> _messages;

    private OpenStream(IDisposable call, IAsyncEnumerable<(SubmissionEvent? Event, bool CaughtUp, string Cursor)> messages) =>
        (_call, _messages) = (call, messages.GetAsyncEnumerator());

    /// <summary>Cursor of the newest message.</summary>
    public string Cursor { get; private set; } = "";

    public static OpenStream One(Gateway gateway, string submissionId, CallOptions options, string cursor = "")
    {
        var call = gateway.Responses.WatchSubmission(new WatchSubmissionRequest { SubmissionId = submissionId, AfterCursor = cursor }, options);
        return new(call, call.ResponseStream.ReadAllAsync().Select(message => ((SubmissionEvent?)message.Event, message.CaughtUp is not null, message.Cursor)));
    }

    public static OpenStream Many(Gateway gateway, CallOptions options, SubmissionFilter? filter = null, string cursor = "")
    {
        var call = gateway.Responses.WatchSubmissions(new WatchSubmissionsRequest { Filter = filter, AfterCursor = cursor }, options);
        return new(call, call.ResponseStream.ReadAllAsync().Select(message => ((SubmissionEvent?)message.Event, message.CaughtUp is not null, message.Cursor)));
    }

    public static OpenStream Submitting(Gateway gateway, SubmitAndWatchRequest request, CallOptions options)
    {
        var call = gateway.Responses.SubmitAndWatch(request, options);
        return new(call, call.ResponseStream.ReadAllAsync().Select(message => ((SubmissionEvent?)message.Event, message.CaughtUp is not null, message.Cursor)));
    }

    /// <summary>The history: all events until the stream is live.</summary>
    public async Task<List<SubmissionEvent>> CatchUpAsync()
    {
        var events = new List<SubmissionEvent>();
        while (await _messages.MoveNextAsync())
        {
            Cursor = _messages.Current.Cursor;
            if (_messages.Current.CaughtUp)
            {
                return events;
            }

            if (_messages.Current.Event is { } submissionEvent)
            {
                events.Add(submissionEvent);
            }
        }

        throw new InvalidOperationException("The stream ended before it was live.");
    }

    /// <summary>The next event; null when the stream ends.</summary>
    public async Task<SubmissionEvent?> NextEventAsync()
    {
        while (await _messages.MoveNextAsync())
        {
            Cursor = _messages.Current.Cursor;
            if (_messages.Current.Event is { } submissionEvent)
            {
                return submissionEvent;
            }
        }

        return null;
    }

    /// <summary>Events up to and including one of a submission in a state.</summary>
    public async Task<List<SubmissionEvent>> UntilAsync(string submissionId, SubmissionState state)
    {
        var events = new List<SubmissionEvent>();
        while (await NextEventAsync() is { } submissionEvent)
        {
            events.Add(submissionEvent);
            if (submissionEvent.SubmissionId == submissionId && submissionEvent.State == state)
            {
                return events;
            }
        }

        throw new InvalidOperationException($"The stream ended before {state}.");
    }

    /// <summary>How the stream ends, if no further event comes.</summary>
    public async Task<Refusal> RefusalAsync()
    {
        try
        {
            return await NextEventAsync() is { } leaked
                ? throw new InvalidOperationException($"An event was delivered: {leaked.State} of {leaked.Submission.Principal}.")
                : throw new InvalidOperationException("The stream ended with OK.");
        }
        catch (RpcException exception)
        {
            return Refusal.Of(exception);
        }
    }

    public void Dispose() => _call.Dispose();
}
