using Xunit;

namespace EdrGrpc.Tests.Storage;

/// <summary>Runs a test against each database: one suite, and both must pass it.</summary>
public sealed class EveryStore : TheoryData<StoreKind>
{
    public EveryStore() => AddRange(Enum.GetValues<StoreKind>());
}
