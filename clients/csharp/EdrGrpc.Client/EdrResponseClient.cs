using EdrGrpc.Contract.V1;
using Grpc.Core;
using Grpc.Core.Interceptors;
using Grpc.Net.Client;

namespace EdrGrpc.Client;

/// <summary>
/// Submits EDR responses to an EdrGrpc gateway and follows them to their end. Thread-safe; keep one for the life of the program.
/// Every error is an <see cref="EdrResponseException"/>.
/// </summary>
public sealed class EdrResponseClient : IDisposable
{
    private readonly GrpcChannel? _channel;
    private readonly ResumingWatch _watch;

    /// <summary>Connects at the first call.</summary>
    /// <exception cref="ArgumentException">An option is missing or wrong.</exception>
    public EdrResponseClient(EdrResponseClientOptions options)
        : this(ChannelFactory.Create(options), options)
    {
    }

    internal EdrResponseClient(CallInvoker invoker, EdrResponseClientOptions options, TimeProvider time, Func<double> jitter)
    {
        var intercepted = invoker.Intercept(new CallRules(options.Timeout, time));
        Responses = new ResponseService.ResponseServiceClient(intercepted);
        Ksc = new KscService.KscServiceClient(intercepted);
        _watch = new ResumingWatch(options.WatchSilence, time, jitter);
    }

    private EdrResponseClient(GrpcChannel channel, EdrResponseClientOptions options)
        : this(channel.CreateCallInvoker(), options, TimeProvider.System, Jitter.Next) => _channel = channel;

    /// <summary>All calls of ResponseService as generated, with this client's deadline, retries and errors.</summary>
    public ResponseService.ResponseServiceClient Responses { get; }

    /// <summary>All calls of KscService as generated, with this client's deadline, retries and errors.</summary>
    public KscService.KscServiceClient Ksc { get; }

    /// <summary>Records one response: the answer means durable, not done. An empty request_id is filled in for this call, so that its retries are safe;
    /// give one of your own if you may call again, for example after a restart of your program.</summary>
    public async Task<SubmitResponse> SubmitAsync(SubmitRequest request, CancellationToken cancellationToken = default) =>
        await Responses.SubmitAsync(request, cancellationToken: cancellationToken).ConfigureAwait(false);

    /// <summary>Submits and waits for the end, whatever it is: look at <see cref="Submission.State"/> and <see cref="Submission.Error"/>.
    /// Cancelling ends the waiting, never the work.</summary>
    public async Task<Submission> SubmitAndWaitAsync(SubmitRequest request, CancellationToken cancellationToken = default)
    {
        var submission = (await SubmitAsync(request, cancellationToken).ConfigureAwait(false)).Submission;
        await foreach (var watched in WatchSubmissionAsync(submission.SubmissionId, cancellationToken: cancellationToken).ConfigureAwait(false))
        {
            submission = watched.Event.Submission;
        }

        return submission;
    }

    /// <summary>The events of one submission, from after the cursor or from the first, to its end. A broken stream is opened again where it broke:
    /// no event comes twice and none is lost.</summary>
    public IAsyncEnumerable<WatchedEvent> WatchSubmissionAsync(string submissionId, string afterCursor = "", CancellationToken cancellationToken = default) =>
        _watch.RunAsync(
            (cursor, token) => Responses.WatchSubmission(new WatchSubmissionRequest { SubmissionId = submissionId, AfterCursor = cursor }, cancellationToken: token),
            message => (message.Event, message.Cursor),
            afterCursor,
            cancellationToken);

    /// <summary>The events of all submissions that match (all, without a filter), from after the cursor or from the oldest kept. Goes on until cancelled;
    /// a broken stream is opened again where it broke.</summary>
    public IAsyncEnumerable<WatchedEvent> WatchSubmissionsAsync(
        SubmissionFilter? filter = null, string afterCursor = "", CancellationToken cancellationToken = default) =>
        _watch.RunAsync(
            (cursor, token) => Responses.WatchSubmissions(new WatchSubmissionsRequest { Filter = filter, AfterCursor = cursor }, cancellationToken: token),
            message => (message.Event, message.Cursor),
            afterCursor,
            cancellationToken);

    /// <inheritdoc/>
    public void Dispose() => _channel?.Dispose();
}
