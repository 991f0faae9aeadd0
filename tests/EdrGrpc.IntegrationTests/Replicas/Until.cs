using EdrGrpc.IntegrationTests.Support;

namespace EdrGrpc.IntegrationTests.Replicas;

/// <summary>Waits for what another process does.</summary>
internal static class Until
{
    private static readonly TimeSpan Patience = Gateway.Patience * 2;

    public static async Task TrueAsync(Func<bool> condition, string what)
    {
        using var limit = new CancellationTokenSource(Patience, TimeProvider.System);
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(20), TimeProvider.System);
        try
        {
            while (!condition())
            {
                await timer.WaitForNextTickAsync(limit.Token);
            }
        }
        catch (OperationCanceledException exception)
        {
            throw new TimeoutException($"Not within {Patience}: {what}", exception);
        }
    }
}
