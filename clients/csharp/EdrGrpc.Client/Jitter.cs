namespace EdrGrpc.Client;

/// <summary>Spreads reconnects, so that not all clients come back at once.</summary>
internal static class Jitter
{
#if NET8_0_OR_GREATER
    public static double Next() => Random.Shared.NextDouble();
#else
    private static readonly Random Source = new();

    public static double Next()
    {
        lock (Source)
        {
            return Source.NextDouble();
        }
    }
#endif
}
