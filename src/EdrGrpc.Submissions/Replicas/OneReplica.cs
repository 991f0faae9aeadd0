namespace EdrGrpc.Submissions.Replicas;

/// <summary>One process has its store for itself.</summary>
public sealed class OneReplica(TimeProvider time) : IReplicas
{
    /// <inheritdoc/>
    public TimeSpan IntervalOfChore(TimeSpan interval) => interval;

    /// <inheritdoc/>
    public Task WaitForLossAsync(TimeSpan longest, CancellationToken cancellationToken) => Task.Delay(longest, time, cancellationToken);

    /// <inheritdoc/>
    public Task AllKnowAsync(TimeSpan longest, CancellationToken cancellationToken) => Task.CompletedTask;
}
