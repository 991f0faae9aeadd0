namespace EdrGrpc.Ksc;

/// <summary>
/// A few sessions, made when needed. A result set names the session it lives in (a pin) but holds it only during its own calls,
/// so a slow reader of results never blocks others.
/// </summary>
internal sealed class SessionPool(KscConnectionOptions options, TimeProvider timeProvider) : IDisposable
{
    private readonly Lock _lock = new();
    private readonly List<KscSession> _all = [];
    private readonly HashSet<KscSession> _free = [];
    private readonly LinkedList<Waiter> _waiters = new();
    private bool _closed;

    public int Count
    {
        get
        {
            lock (_lock)
            {
                return _all.Count;
            }
        }
    }

    /// <summary>Waits at most CallTimeout for any session, or for the given one.</summary>
    /// <exception cref="KscUnavailableException">All stayed busy.</exception>
    public async ValueTask<SessionLease> RentAsync(KscSession? pinned, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        Waiter waiter;
        lock (_lock)
        {
            if (TakeLocked(pinned) is { } session)
            {
                return new(this, session);
            }

            waiter = new Waiter(pinned);
            _waiters.AddLast(waiter);
        }

        using var timeout = new CancellationTokenSource(options.CallTimeout, timeProvider);
        using var onTimeout = timeout.Token.Register(static state => ((Waiter)state!).TrySetException(new TimeoutException()), waiter);
        using var onCancel = cancellationToken.Register(static state => ((Waiter)state!).TrySetCanceled(), waiter);
        try
        {
            return new(this, await waiter.Task);
        }
        catch (TimeoutException)
        {
            Forget(waiter);
            throw new KscUnavailableException(
                $"All {options.MaxSessions} sessions of KSC server '{options.Name}' stayed busy for {options.CallTimeout.TotalSeconds:0.#} s. Raise MaxSessions if this is normal load.",
                isLocal: true);
        }
        catch (TaskCanceledException)
        {
            Forget(waiter);
            throw new OperationCanceledException(cancellationToken);
        }
    }

    /// <summary>Takes every session that is free right now and satisfies the condition; the caller returns or removes each.</summary>
    public IReadOnlyList<KscSession> TakeFree(Func<KscSession, bool> condition)
    {
        lock (_lock)
        {
            var taken = _free.Where(condition).ToArray();
            _free.ExceptWith(taken);
            return taken;
        }
    }

    public void Return(KscSession session)
    {
        lock (_lock)
        {
            for (var node = _waiters.First; node is not null; node = _waiters.First)
            {
                // First come first served among those who can use this session.
                while (node is not null && node.Value.Pinned is { } pinned && pinned != session)
                {
                    node = node.Next;
                }

                if (node is null)
                {
                    break;
                }

                _waiters.Remove(node);
                if (node.Value.TrySetResult(session))
                {
                    return;
                }
            }

            _free.Add(session);
        }
    }

    /// <summary>Forgets a session that the caller holds and will dispose.</summary>
    public void Remove(KscSession session)
    {
        lock (_lock)
        {
            _all.Remove(session);
            foreach (var waiter in _waiters.Where(waiter => waiter.Pinned == session).ToArray())
            {
                _waiters.Remove(waiter);
                waiter.TrySetException(new ResultSetLostException("waiting for the session"));
            }
        }
    }

    /// <summary>No session is given out any more; waiting callers fail.</summary>
    public void Close()
    {
        lock (_lock)
        {
            _closed = true;
            foreach (var waiter in _waiters)
            {
                waiter.TrySetException(new ObjectDisposedException(nameof(KscClient)));
            }

            _waiters.Clear();
        }
    }

    public void Dispose()
    {
        Close();
        lock (_lock)
        {
            _all.ForEach(session => session.Dispose());
        }
    }

    private KscSession? TakeLocked(KscSession? pinned)
    {
        ObjectDisposedException.ThrowIf(_closed, typeof(KscClient));
        if (pinned is not null && !_all.Contains(pinned))
        {
            throw new ResultSetLostException("the session was closed after a long pause");
        }

        // The lowest index first: under light load the others stay idle and are ended.
        var session = pinned is null ? _free.MinBy(free => free.Index) : _free.Contains(pinned) ? pinned : null;
        if (session is not null)
        {
            _free.Remove(session);
            return session;
        }

        if (pinned is not null || _all.Count >= options.MaxSessions)
        {
            return null;
        }

        var index = Enumerable.Range(0, options.MaxSessions).First(candidate => _all.TrueForAll(existing => existing.Index != candidate));
        session = new KscSession(index, options, timeProvider);
        _all.Add(session);
        return session;
    }

    private void Forget(Waiter waiter)
    {
        lock (_lock)
        {
            _waiters.Remove(waiter);
        }
    }

    private sealed class Waiter(KscSession? pinned) : TaskCompletionSource<KscSession>(TaskCreationOptions.RunContinuationsAsynchronously)
    {
        public KscSession? Pinned { get; } = pinned;
    }
}
