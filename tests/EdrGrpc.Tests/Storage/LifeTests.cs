using EdrGrpc.Submissions.Store;
using Xunit;

namespace EdrGrpc.Tests.Storage;

/// <summary>Opening and closing.</summary>
public sealed class LifeTests
{
    [Theory, ClassData(typeof(EveryStore))]
    public async Task RaisedEpoch_StaysRaised(StoreKind kind)
    {
        await using var fixture = await StoreFixture.OpenAsync(kind);
        var first = fixture.Store.Identity;
        await fixture.Store.DisposeAsync();
        await fixture.ReopenAsync(raiseEpoch: true);
        await fixture.Store.DisposeAsync();
        await fixture.ReopenAsync();
        Assert.Equal(first with { Epoch = first.Epoch + 1 }, fixture.Store.Identity);
    }

    [Theory, ClassData(typeof(EveryStore))]
    public async Task ClosedStore_IsUnavailable(StoreKind kind)
    {
        await using var fixture = await StoreFixture.OpenAsync(kind);
        await fixture.Store.DisposeAsync();
        await Assert.ThrowsAsync<StoreUnavailableException>(() => fixture.AcceptAsync(StoreFixture.New()));
        await Assert.ThrowsAsync<StoreUnavailableException>(() => fixture.Store.GetAsync(Guid.NewGuid(), CancellationToken.None));
        await fixture.ReopenAsync();
    }
}
