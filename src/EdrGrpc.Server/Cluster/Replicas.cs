using System.Collections.Immutable;
using EdrGrpc.Submissions.Replicas;

namespace EdrGrpc.Server.Cluster;

/// <summary>The replicas by the silos of the cluster.</summary>
internal sealed partial class Replicas : IReplicas, ISiloStatusListener, IDisposable
{
    // A replica that is not first does chores too, rarely: the first may be cut off from the store without being dead.
    private const int Rarely = 4;

    // While the directory of grains still names the one that has gone, a wake-up may be lost with it.
    private static readonly TimeSpan Settling = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan PauseWhileSettling = TimeSpan.FromSeconds(2);

    private readonly ISiloStatusOracle _silos;
    private readonly ReplicaClient _client;
    private readonly TimeProvider _time;
    private readonly ILogger<Replicas> _logger;
    private TaskCompletionSource _loss = New();
    private long _lostAt;
    private bool _everLost;
    private ImmutableHashSet<SiloAddress> _seenAlive = [];

    public Replicas(ISiloStatusOracle silos, ReplicaClient client, TimeProvider time, ILogger<Replicas> logger)
    {
        (_silos, _client, _time, _logger) = (silos, client, time, logger);
        silos.SubscribeToSiloStatusEvents(this);
    }

    public TimeSpan IntervalOfChore(TimeSpan interval) => IsFirst() ? interval : interval * Rarely;

    public async Task WaitForLossAsync(TimeSpan longest, CancellationToken cancellationToken)
    {
        // Also when the loss came while nobody waited.
        var wait = WasLossWithin(Settling) && PauseWhileSettling < longest ? PauseWhileSettling : longest;
        await Volatile.Read(ref _loss).Task.WaitAsync(wait, _time, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        cancellationToken.ThrowIfCancellationRequested();
    }

    /// <summary>Tells the others that this replica committed; does not wait for them.</summary>
    public void TellHead(long revision)
    {
        foreach (var peer in Peers(isActive: true))
        {
            _ = TellAsync(peer, revision);
        }
    }

    public async Task AllKnowAsync(TimeSpan longest, CancellationToken cancellationToken)
    {
        var start = _time.GetTimestamp();
        var peers = Peers(isActive: false);
        var answers = await Task.WhenAll(peers.Select(peer => LookAsync(peer, longest)));

        // One that was declared dead a moment ago may live and hold an intent.
        if (answers.All(answered => answered) && !WasLossWithin(longest))
        {
            return;
        }

        var rest = longest - _time.GetElapsedTime(start);
        if (rest > TimeSpan.Zero)
        {
            await Task.Delay(rest, _time, cancellationToken);
        }
    }

    /// <summary>Called by Orleans, in order, whenever a silo's state is seen to change.</summary>
    public void SiloStatusChangeNotification(SiloAddress updatedSilo, SiloStatus status)
    {
        if (updatedSilo.Equals(_silos.SiloAddress))
        {
            return;
        }

        if (status == SiloStatus.Active)
        {
            Joined(_logger, updatedSilo);
        }

        if (status != SiloStatus.Dead)
        {
            _seenAlive = _seenAlive.Add(updatedSilo);
        }
        else if (_seenAlive.Contains(updatedSilo))
        {
            // Those that were dead before this one came are in the table for a while: no news, and its own start looks for their work.
            _seenAlive = _seenAlive.Remove(updatedSilo);
            Gone(_logger, updatedSilo);
            Interlocked.Exchange(ref _lostAt, _time.GetTimestamp());
            Volatile.Write(ref _everLost, true);
            Interlocked.Exchange(ref _loss, New()).TrySetResult();
        }
    }

    public void Dispose() => _silos.UnSubscribeFromSiloStatusEvents(this);

    private List<SiloAddress> Peers(bool isActive) =>
        [.. _silos.GetApproximateSiloStatuses(isActive).Where(silo => silo.Value != SiloStatus.Dead && !silo.Key.Equals(_silos.SiloAddress)).Select(silo => silo.Key)];

    private bool WasLossWithin(TimeSpan time) => Volatile.Read(ref _everLost) && _time.GetElapsedTime(Interlocked.Read(ref _lostAt)) < time;

    private bool IsFirst() => !_silos.GetApproximateSiloStatuses(onlyActive: true).Keys.Any(silo => silo.CompareTo(_silos.SiloAddress) < 0);

    private async Task TellAsync(SiloAddress peer, long revision)
    {
        try
        {
            await _client.At(peer).HeadMovedAsync(revision);
        }
        catch (Exception exception)
        {
            // It looks by itself every second.
            NotTold(_logger, peer, exception.Message);
        }
    }

    private async Task<bool> LookAsync(SiloAddress peer, TimeSpan longest)
    {
        try
        {
            await _client.At(peer).LookAsync().WaitAsync(longest, _time);
            return true;
        }
        catch (Exception exception)
        {
            NotConfirmed(_logger, peer, exception.Message);
            return false;
        }
    }

    private static TaskCompletionSource New() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    [LoggerMessage(340, LogLevel.Information, "Replica {Replica} joined")]
    private static partial void Joined(ILogger logger, SiloAddress replica);

    [LoggerMessage(341, LogLevel.Warning, "Replica {Replica} has gone; its work is taken over")]
    private static partial void Gone(ILogger logger, SiloAddress replica);

    [LoggerMessage(342, LogLevel.Debug, "Replica {Replica} could not be told of a commit: {Reason}")]
    private static partial void NotTold(ILogger logger, SiloAddress replica, string reason);

    [LoggerMessage(343, LogLevel.Warning, "Replica {Replica} did not confirm that sending is stopped: {Reason}. The answer waits until nothing that it began before can be sent any more")]
    private static partial void NotConfirmed(ILogger logger, SiloAddress replica, string reason);
}
