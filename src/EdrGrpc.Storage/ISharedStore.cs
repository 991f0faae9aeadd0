namespace EdrGrpc.Storage;

/// <summary>A store that other processes write too.</summary>
public interface ISharedStore
{
    /// <summary>Another process says that it committed up to this revision: look now instead of within a second. Returns at once.</summary>
    void HeadMoved(long revision);

    /// <summary>Ends when this process knows what was committed before the call: the newest revision and the kill switch.</summary>
    Task LookAsync(CancellationToken cancellationToken);
}
