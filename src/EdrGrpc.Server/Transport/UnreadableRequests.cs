using EdrGrpc.Contract.V1;
using EdrGrpc.Server.Errors;
using Grpc.Core;

namespace EdrGrpc.Server.Transport;

/// <summary>
/// A frame that cannot be read (a flag that does not exist, a length above 2 GiB) and a binary header that is no base64 are answered UNKNOWN by
/// the library, before an interceptor sees the call. From a handler UNKNOWN cannot come, since every exception is mapped: so this one is the caller's, and is said to be.
/// </summary>
internal sealed class UnreadableRequests(RequestDelegate next)
{
    private static readonly string Unknown = ((int)StatusCode.Unknown).ToString();

    public async Task InvokeAsync(HttpContext context)
    {
        await next(context);

        // Nothing was written: the status stands in the headers.
        var headers = context.Response.Headers;
        if (!context.Response.HasStarted && headers.GrpcStatus == Unknown)
        {
            var refusal = StatusMapping.ToRpcException(new ResponseException(ErrorReason.InvalidRequest, "The request cannot be read: its frame or its metadata is malformed.")
            {
                Metadata = { ["violations"] = "1", ["listed"] = "0" },
            });
            headers.GrpcStatus = ((int)refusal.StatusCode).ToString();
            headers.GrpcMessage = Uri.EscapeDataString(refusal.Status.Detail);
            headers["grpc-status-details-bin"] = Convert.ToBase64String(refusal.Trailers.GetValueBytes("grpc-status-details-bin")!);
        }
    }
}
