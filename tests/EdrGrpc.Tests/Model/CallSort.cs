namespace EdrGrpc.Tests.Model;

/// <summary>What a worker waits for, as far as faults tell calls apart.</summary>
internal enum CallSort
{
    Store,
    Read,
    Add,
    AddAnswer,
    Update,
}
