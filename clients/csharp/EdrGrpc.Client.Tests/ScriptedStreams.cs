using EdrGrpc.Contract.V1;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Google.Rpc;
using Grpc.Core;

namespace EdrGrpc.Client.Tests;

/// <summary>A gateway whose watch streams end as written down: each list of revisions is one stream, ended by its error or OK.</summary>
internal sealed class ScriptedStreams(params (long[] Revisions, RpcException? End)[] streams) : CallInvoker
{
    /// <summary>A stream that ends with this is not ended at all: nothing comes any more.</summary>
    public static RpcException Silence { get; } = new(new Grpc.Core.Status(StatusCode.Unknown, "silence"));

    /// <summary>after_cursor of every stream opened.</summary>
    public List<string> Opened { get; } = [];

    /// <summary>The last unary request.</summary>
    public object? Request { get; private set; }

    /// <summary>When the last unary call was to end.</summary>
    public DateTime? Deadline { get; private set; }

    /// <summary>An error as the gateway sends it.</summary>
    public static RpcException Error(StatusCode code, string? reason = null, params IMessage[] details)
    {
        var status = new Google.Rpc.Status { Code = (int)code, Message = "scripted" };
        if (reason is not null)
        {
            status.Details.Add(Any.Pack(new ErrorInfo { Reason = reason, Domain = "edr.response.v1" }));
        }

        status.Details.AddRange(details.Select(Any.Pack));
        return status.Details.Count == 0 ? new RpcException(new Grpc.Core.Status(code, "scripted")) : status.ToRpcException();
    }

    public override AsyncServerStreamingCall<TResponse> AsyncServerStreamingCall<TRequest, TResponse>(
        Method<TRequest, TResponse> method, string? host, CallOptions options, TRequest request)
    {
        var (revisions, end) = streams[Opened.Count];
        Opened.Add(((WatchSubmissionRequest)(object)request).AfterCursor);
        return new AsyncServerStreamingCall<TResponse>(
            new Reader<TResponse>(revisions, end), Task.FromResult(new Metadata()), () => default, () => [], () => { });
    }

    public override AsyncUnaryCall<TResponse> AsyncUnaryCall<TRequest, TResponse>(
        Method<TRequest, TResponse> method, string? host, CallOptions options, TRequest request)
    {
        (Request, Deadline) = (request, options.Deadline);
        return new AsyncUnaryCall<TResponse>(Task.FromResult(Activator.CreateInstance<TResponse>()), Task.FromResult(new Metadata()), () => default, () => [], () => { });
    }

    public override TResponse BlockingUnaryCall<TRequest, TResponse>(Method<TRequest, TResponse> method, string? host, CallOptions options, TRequest request) =>
        throw new NotSupportedException();

    public override AsyncClientStreamingCall<TRequest, TResponse> AsyncClientStreamingCall<TRequest, TResponse>(
        Method<TRequest, TResponse> method, string? host, CallOptions options) => throw new NotSupportedException();

    public override AsyncDuplexStreamingCall<TRequest, TResponse> AsyncDuplexStreamingCall<TRequest, TResponse>(
        Method<TRequest, TResponse> method, string? host, CallOptions options) => throw new NotSupportedException();

    private sealed class Reader<T>(long[] revisions, RpcException? end) : IAsyncStreamReader<T>
    {
        private int _next;

        public T Current { get; private set; } = default!;

        public async Task<bool> MoveNext(CancellationToken cancellationToken)
        {
            if (_next < revisions.Length)
            {
                var revision = revisions[_next++];
                Current = (T)(object)new WatchSubmissionResponse { Event = new SubmissionEvent { Revision = revision }, Cursor = $"after {revision}" };
                return true;
            }

            if (end == Silence)
            {
                var cancelled = new TaskCompletionSource();
                await using var registration = cancellationToken.Register(cancelled.SetResult);
                await cancelled.Task;
                throw new RpcException(new Grpc.Core.Status(StatusCode.Cancelled, "cancelled by the caller"));
            }

            return end is null ? false : throw end;
        }
    }
}
