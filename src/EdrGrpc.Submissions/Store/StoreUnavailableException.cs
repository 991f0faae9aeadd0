namespace EdrGrpc.Submissions.Store;

/// <summary>The store cannot be read or written now (disk full, file locked, read-only, database down). Nothing was stored, unless <see cref="MayBeStored"/>.</summary>
public sealed class StoreUnavailableException : Exception
{
    /// <inheritdoc/>
    public StoreUnavailableException()
    {
    }

    /// <inheritdoc/>
    public StoreUnavailableException(string message)
        : base(message)
    {
    }

    /// <inheritdoc/>
    public StoreUnavailableException(string message, Exception innerException)
        : base(message, innerException)
    {
    }

    /// <summary>
    /// True if a commit got no answer: the write may be stored. Every write can be repeated: requests are found again by their id, and a step that was
    /// stored is a conflict.
    /// </summary>
    public bool MayBeStored { get; init; }
}
