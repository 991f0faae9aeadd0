namespace EdrGrpc.Ksc;

/// <summary>The right to send one request at a time on a session, until disposed.</summary>
internal readonly struct SessionLease(SessionPool pool, KscSession session) : IDisposable
{
    public KscSession Session { get; } = session;

    public void Dispose() => pool.Return(Session);
}
