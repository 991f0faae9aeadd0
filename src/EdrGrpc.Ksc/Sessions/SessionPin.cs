namespace EdrGrpc.Ksc;

/// <summary>The session, in the generation of its login, that owns a result set.</summary>
internal readonly record struct SessionPin(KscSession Session, int Generation)
{
    public bool IsAlive => Session.IsLoggedIn && Session.Generation == Generation;
}
