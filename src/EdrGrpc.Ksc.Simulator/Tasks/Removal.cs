namespace EdrGrpc.Ksc.Simulator;

/// <summary>Undoes something when disposed.</summary>
internal sealed class Removal(Action undo) : IDisposable
{
    public void Dispose() => undo();
}
