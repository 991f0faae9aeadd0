using EdrGrpc.Contract.V1;
using EdrGrpc.Server.Errors;
using Google.Protobuf;
using Grpc.Core;

namespace EdrGrpc.Server.Transport;

/// <summary>
/// Binds RPCs so that bytes which are no message of the request's type are INVALID_ARGUMENT with ErrorInfo. The library would answer UNKNOWN
/// "Exception was thrown by handler", as for a defect, before any interceptor sees the call.
/// </summary>
internal sealed class CheckedBinder(ServiceBinderBase inner) : ServiceBinderBase
{
    public override void AddMethod<TRequest, TResponse>(Method<TRequest, TResponse> method, UnaryServerMethod<TRequest, TResponse>? handler) =>
        inner.AddMethod(Checked(method), handler!);

    public override void AddMethod<TRequest, TResponse>(Method<TRequest, TResponse> method, ServerStreamingServerMethod<TRequest, TResponse>? handler) =>
        inner.AddMethod(Checked(method), handler!);

    private static Method<TRequest, TResponse> Checked<TRequest, TResponse>(Method<TRequest, TResponse> method)
        where TRequest : class
        where TResponse : class
    {
        var read = method.RequestMarshaller.ContextualDeserializer;
        var marshaller = Marshallers.Create(
            method.RequestMarshaller.ContextualSerializer,
            context =>
            {
                try
                {
                    return read(context);
                }
                catch (InvalidProtocolBufferException exception)
                {
                    throw StatusMapping.ToRpcException(NoMessage(method.FullName, exception));
                }
            });
        return new Method<TRequest, TResponse>(method.Type, method.ServiceName, method.Name, marshaller, method.ResponseMarshaller);
    }

    private static ResponseException NoMessage(string method, InvalidProtocolBufferException exception) => new(
        ErrorReason.InvalidRequest, $"The bytes are no request message of {method}: {exception.Message}")
    {
        Metadata = { ["violations"] = "1", ["listed"] = "0" },
    };
}
