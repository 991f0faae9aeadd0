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
        for (var inner = exception.Status.DebugException ?? exception.InnerException; inner is not null; inner = inner.InnerException)
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

    private static string Innermost(Exception exception) => exception.GetBaseException().Message.TrimEnd('.');
}
