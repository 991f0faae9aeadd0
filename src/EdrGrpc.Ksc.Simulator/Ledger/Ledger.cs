namespace EdrGrpc.Ksc.Simulator;

/// <summary>Append-only ground truth of what the simulated server really did. Thread-safe.</summary>
public sealed class Ledger
{
    private readonly Lock _gate = new();
    private readonly List<LedgerEntry> _entries = [];
    private readonly List<Waiter> _waiters = [];
    private readonly LedgerFile? _file;

    internal Ledger(string? path) => _file = path is null ? null : new LedgerFile(path);

    /// <summary>Number of entries.</summary>
    public int Count
    {
        get
        {
            lock (_gate)
            {
                return _entries.Count;
            }
        }
    }

    /// <summary>All entries so far.</summary>
    public IReadOnlyList<LedgerEntry> Snapshot()
    {
        lock (_gate)
        {
            return _entries.ToArray();
        }
    }

    /// <summary>All entries of one kind so far.</summary>
    public IReadOnlyList<LedgerEntry> Of(LedgerKind kind) => Where(entry => entry.Kind == kind);

    /// <summary>All entries so far that fulfil a condition.</summary>
    public IReadOnlyList<LedgerEntry> Where(Predicate<LedgerEntry> condition)
    {
        lock (_gate)
        {
            return _entries.FindAll(condition);
        }
    }

    /// <summary>The first entry, past or future, that fulfils a condition.</summary>
    /// <param name="condition">Condition on one entry.</param>
    /// <param name="timeout">Limit in real time. Default 15 s.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="TimeoutException">No such entry came; the message shows the last ones.</exception>
    public async Task<LedgerEntry> WaitForAsync(
        Predicate<LedgerEntry> condition, TimeSpan? timeout = null, CancellationToken cancellationToken = default) =>
        (await WaitForAsync(condition, 1, timeout, cancellationToken))[0];

    /// <summary>The first <paramref name="count"/> entries, past or future, that fulfil a condition.</summary>
    /// <param name="condition">Condition on one entry.</param>
    /// <param name="count">How many entries.</param>
    /// <param name="timeout">Limit in real time. Default 15 s.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="TimeoutException">Not enough entries came; the message shows the last ones.</exception>
    public async Task<IReadOnlyList<LedgerEntry>> WaitForAsync(
        Predicate<LedgerEntry> condition, int count, TimeSpan? timeout = null, CancellationToken cancellationToken = default)
    {
        var waiter = new Waiter(condition, count);
        lock (_gate)
        {
            foreach (var entry in _entries)
            {
                waiter.Offer(entry);
            }

            _waiters.Add(waiter);
        }

        try
        {
            return await waiter.Result.WaitAsync(timeout ?? TimeSpan.FromSeconds(15), TimeProvider.System, cancellationToken);
        }
        catch (TimeoutException e)
        {
            throw new TimeoutException("The ledger got no such entry. Last entries:\n" + string.Join('\n', Snapshot().TakeLast(20)), e);
        }
        finally
        {
            lock (_gate)
            {
                _waiters.Remove(waiter);
            }
        }
    }

    internal void Append(LedgerEntry entry, DateTimeOffset time)
    {
        lock (_gate)
        {
            entry = entry with { Sequence = _entries.Count + 1, Time = time };
            _entries.Add(entry);
            _file?.Append(entry);
            foreach (var waiter in _waiters)
            {
                waiter.Offer(entry);
            }
        }
    }

    internal void Close() => _file?.Dispose();

    private sealed class Waiter(Predicate<LedgerEntry> condition, int count)
    {
        private readonly List<LedgerEntry> _found = [];
        private readonly TaskCompletionSource<IReadOnlyList<LedgerEntry>> _source = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task<IReadOnlyList<LedgerEntry>> Result => _source.Task;

        public void Offer(LedgerEntry entry)
        {
            if (_found.Count < count && condition(entry))
            {
                _found.Add(entry);
                if (_found.Count == count)
                {
                    _source.TrySetResult(_found);
                }
            }
        }
    }
}
