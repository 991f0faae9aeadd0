using System.Net.Sockets;
using System.Security.Authentication;
using Grpc.Core;

namespace EdrGrpc.Cli.Connection;

/// <summary>Why no connection came about, told from the exceptions below gRPC's.</summary>
internal static class Connecting
{
    /// <summary>Null if a connection stood and the failure is another one.</summary>
    public static string? CauseOf(RpcException exception)
    {
        foreach (var inner in Causes(exception))
        {
            switch (inner)
            {
                case AuthenticationException:
                    return $"its certificate is not accepted ({Innermost(inner)}). Give the CA that signed it with --ca-file.";
                case SocketException socket:
                    return $"{socket.Message}. Is it running there? The address comes from --address, EDRCTL_ADDRESS or the profile.";
                case HttpRequestException { HttpRequestError: HttpRequestError.HttpProtocolError or HttpRequestError.VersionNegotiationError or HttpRequestError.InvalidResponse }:
                    return "what answers there does not speak gRPC (HTTP/2). Is it the gateway's gRPC address, and is http or https right?";
            }
        }

        return exception.StatusCode == StatusCode.Unavailable && exception.Status.DebugException is { } cause ? Innermost(cause) + "." : null;
    }

    /// <summary>True if the certificate was not accepted: trying again changes nothing.</summary>
    public static bool IsUntrusted(RpcException exception) => Causes(exception).Any(cause => cause is AuthenticationException);

    /// <summary>True if the connection broke below gRPC.</summary>
    public static bool IsBroken(RpcException exception) => Causes(exception).Any(cause => cause is IOException or HttpRequestException or SocketException);

    /// <summary>True if no connection came about, so that nothing can have arrived.</summary>
    public static bool NeverStood(RpcException exception) => IsUntrusted(exception)
        || Causes(exception).Any(cause => cause is HttpRequestException { HttpRequestError: HttpRequestError.ConnectionError or HttpRequestError.NameResolutionError or HttpRequestError.SecureConnectionError });

    private static IEnumerable<Exception> Causes(RpcException exception)
    {
        for (var inner = exception.Status.DebugException ?? exception.InnerException; inner is not null; inner = inner.InnerException)
        {
            yield return inner;
        }
    }

    private static string Innermost(Exception exception) => exception.GetBaseException().Message.TrimEnd('.');
}
