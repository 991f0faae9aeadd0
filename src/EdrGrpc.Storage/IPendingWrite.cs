namespace EdrGrpc.Storage;

/// <summary>One write of one caller; completed after its commit.</summary>
internal interface IPendingWrite
{
    /// <summary>True if the caller gave up before the write was begun.</summary>
    bool IsCancelled { get; }

    void Complete();

    void Fail(Exception exception);
}
