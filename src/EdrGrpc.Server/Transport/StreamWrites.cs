using Grpc.Core;

namespace EdrGrpc.Server.Transport;

/// <summary>Writes to the streams of calls that may end at any moment.</summary>
internal static class StreamWrites
{
    /// <summary>Writes one message. The wait is never cancelled: gRPC would abort the call and the status would be lost.</summary>
    /// <exception cref="OperationCanceledException">The call is over: the library throws other things when the caller or the deadline ends it in this moment.</exception>
    public static async Task WriteMessageAsync<T>(this IServerStreamWriter<T> stream, T message)
    {
        try
        {
            await stream.WriteAsync(message, CancellationToken.None);
        }
        catch (Exception exception) when (exception is InvalidOperationException or IOException && !exception.Message.Contains("previous write", StringComparison.Ordinal))
        {
            throw new OperationCanceledException("The call ended while a message was written.", exception);
        }
    }
}
