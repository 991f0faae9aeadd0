namespace EdrGrpc.Storage.Postgres;

/// <summary>A row was not as it had been read under the lock of the head: someone else writes to the tables.</summary>
internal sealed class GuardFailedException : Exception
{
    public GuardFailedException()
        : base("The tables were written by something other than EdrGrpc while a group was written.")
    {
    }
}
