namespace EdrGrpc.Submissions.Replicas;

/// <summary>The processes that share one store, as this one sees them.</summary>
public interface IReplicas
{
    /// <summary>How often this process does a chore that one replica alone needs to do.</summary>
    /// <param name="interval">How often it is to be done.</param>
    TimeSpan IntervalOfChore(TimeSpan interval);

    /// <summary>Waits for this long, or until a replica has gone: what it worked on must be taken over.</summary>
    Task WaitForLossAsync(TimeSpan longest, CancellationToken cancellationToken);

    /// <summary>
    /// Ends when every replica knows what was committed before the call. One that does not answer may go on with what it knew:
    /// then this takes <paramref name="longest"/>.
    /// </summary>
    Task AllKnowAsync(TimeSpan longest, CancellationToken cancellationToken);
}
