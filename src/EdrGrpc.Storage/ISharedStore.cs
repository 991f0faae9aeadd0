namespace EdrGrpc.Storage;

/// <summary>A store that other processes write too.</summary>
public interface ISharedStore
{
    /// <summary>This process committed up to a revision: for telling the others, whose <see cref="HeadMoved"/> takes it. Must return at once and never throw.</summary>
    Action<long>? OwnHeadMoved { get; set; }

    /// <summary>Another process says that it committed up to this revision: look now instead of within a second. Returns at once.</summary>
    void HeadMoved(long revision);

    /// <summary>Ends when this process knows what was committed before the call: the newest revision and the kill switch.</summary>
    Task LookAsync(CancellationToken cancellationToken);
}
