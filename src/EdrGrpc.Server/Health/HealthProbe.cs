using Grpc.Core;
using Grpc.Health.V1;
using Grpc.Net.Client;

namespace EdrGrpc.Server.Health;

/// <summary>"--health-check [url]": asks a running server for its health, for containers that have no gRPC client.</summary>
internal static class HealthProbe
{
    private const string DefaultUrl = "http://127.0.0.1:5000";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    public static async Task<int> RunAsync(string url)
    {
        try
        {
            using var channel = GrpcChannel.ForAddress(url.Length > 0 ? url : DefaultUrl);
            var response = await new Grpc.Health.V1.Health.HealthClient(channel).CheckAsync(
                new HealthCheckRequest(), deadline: TimeProvider.System.GetUtcNow().UtcDateTime + Patience);
            await Console.Out.WriteLineAsync(response.Status.ToString());
            return response.Status == HealthCheckResponse.Types.ServingStatus.Serving ? 0 : 1;
        }
        catch (Exception exception) when (exception is RpcException or UriFormatException or InvalidOperationException)
        {
            await Console.Error.WriteLineAsync($"The server does not answer: {(exception is RpcException rpc ? rpc.Status.Detail : exception.Message)}");
            return 1;
        }
    }
}
