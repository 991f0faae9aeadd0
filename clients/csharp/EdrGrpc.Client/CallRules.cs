using EdrGrpc.Contract.V1;
using Grpc.Core;
using Grpc.Core.Interceptors;

namespace EdrGrpc.Client;

/// <summary>What holds for every call: a deadline for unary ones, a request_id in every submit, typed errors.</summary>
internal sealed class CallRules(TimeSpan timeout, TimeProvider time) : Interceptor
{
    public override AsyncUnaryCall<TResponse> AsyncUnaryCall<TRequest, TResponse>(
        TRequest request, ClientInterceptorContext<TRequest, TResponse> context, AsyncUnaryCallContinuation<TRequest, TResponse> continuation)
    {
        var call = continuation(WithRequestId(request), WithDeadline(context));
        return new AsyncUnaryCall<TResponse>(
            Typed(call.ResponseAsync), call.ResponseHeadersAsync, call.GetStatus, call.GetTrailers, call.Dispose);
    }

    public override TResponse BlockingUnaryCall<TRequest, TResponse>(
        TRequest request, ClientInterceptorContext<TRequest, TResponse> context, BlockingUnaryCallContinuation<TRequest, TResponse> continuation)
    {
        try
        {
            return continuation(WithRequestId(request), WithDeadline(context));
        }
        catch (RpcException exception)
        {
            throw EdrResponseException.From(exception);
        }
    }

    public override AsyncServerStreamingCall<TResponse> AsyncServerStreamingCall<TRequest, TResponse>(
        TRequest request, ClientInterceptorContext<TRequest, TResponse> context, AsyncServerStreamingCallContinuation<TRequest, TResponse> continuation)
    {
        var call = continuation(WithRequestId(request), context);
        return new AsyncServerStreamingCall<TResponse>(
            new Reader<TResponse>(call.ResponseStream), call.ResponseHeadersAsync, call.GetStatus, call.GetTrailers, call.Dispose);
    }

    // A copy: were the caller's own message changed, sending it a second time would silently be a repeat and not a new submission.
    private static TRequest WithRequestId<TRequest>(TRequest request)
    {
        object? named = request switch
        {
            SubmitRequest { RequestId: "" } one => new SubmitRequest(one) { RequestId = NewId() },
            SubmitBatchRequest { RequestId: "" } one => new SubmitBatchRequest(one) { RequestId = NewId() },
            SubmitAndWatchRequest { RequestId: "" } one => new SubmitAndWatchRequest(one) { RequestId = NewId() },
            _ => null,
        };
        return named is null ? request : (TRequest)named;

        static string NewId() => Guid.NewGuid().ToString();
    }

    private static async Task<T> Typed<T>(Task<T> answer)
    {
        try
        {
            return await answer.ConfigureAwait(false);
        }
        catch (RpcException exception)
        {
            throw EdrResponseException.From(exception);
        }
    }

    private ClientInterceptorContext<TRequest, TResponse> WithDeadline<TRequest, TResponse>(ClientInterceptorContext<TRequest, TResponse> context)
        where TRequest : class
        where TResponse : class =>
        context.Options.Deadline is not null
            ? context
            : new ClientInterceptorContext<TRequest, TResponse>(
                context.Method, context.Host, context.Options.WithDeadline(time.GetUtcNow().UtcDateTime + timeout));

    private sealed class Reader<T>(IAsyncStreamReader<T> inner) : IAsyncStreamReader<T>
    {
        public T Current => inner.Current;

        public Task<bool> MoveNext(CancellationToken cancellationToken) => Typed(inner.MoveNext(cancellationToken));
    }
}
