namespace EdrGrpc.Benchmarks;

/// <summary>How much is stored and measured.</summary>
/// <param name="Size">Submissions in the full store.</param>
/// <param name="Events">Events kept of each: 2 = recorded and ended, more = its whole way.</param>
/// <param name="Calls">Calls of one round.</param>
/// <param name="Rounds">Rounds of each kind and store; the median counts.</param>
/// <param name="File">The full store's file, kept and used again; "" = made and removed.</param>
internal sealed record StoredSettings(int Size, int Events, int Calls, int Rounds, string File);
