using EdrGrpc.Contract.V1;
using EdrGrpc.IntegrationTests.Support;
using Google.Protobuf;
using Google.Protobuf.Reflection;
using Grpc.Core;

namespace EdrGrpc.IntegrationTests.Audit;

/// <summary>A call of any RPC of the contract by its descriptor.</summary>
internal static class RpcCall
{
    private static readonly Marshaller<byte[]> Bytes = Marshallers.Create(bytes => bytes, bytes => bytes);

    public static IReadOnlyList<MethodDescriptor> All { get; } =
        [.. new[] { ResponseService.Descriptor, KscService.Descriptor, AdminService.Descriptor }.SelectMany(service => service.Methods)];

    /// <summary>The status with which it ended; a stream is read up to its first message.</summary>
    public static async Task<StatusCode> RunAsync(Gateway gateway, MethodDescriptor rpc, IMessage request, CallOptions options)
    {
        var invoker = gateway.Channel.CreateCallInvoker();
        try
        {
            if (rpc.IsServerStreaming)
            {
                using var call = invoker.AsyncServerStreamingCall(Method(rpc, MethodType.ServerStreaming), null, options, request.ToByteArray());
                await call.ResponseStream.MoveNext(CancellationToken.None);
            }
            else
            {
                await invoker.AsyncUnaryCall(Method(rpc, MethodType.Unary), null, options, request.ToByteArray());
            }

            return StatusCode.OK;
        }
        catch (RpcException exception)
        {
            return exception.StatusCode;
        }
    }

    private static Method<byte[], byte[]> Method(MethodDescriptor rpc, MethodType type) => new(type, rpc.Service.FullName, rpc.Name, Bytes, Bytes);
}
