using EdrGrpc.Submissions.Watching;
using Xunit;

namespace EdrGrpc.Tests.Domain;

public sealed class WatchHubTests
{
    [Fact]
    public void Events_ArePassedOver_OnlyWhileNobodyWatches_AndWhoeverComesLaterBeginsAfterThem()
    {
        var hub = new WatchHub();
        Assert.True(hub.TryPass(7));
        using (var subscription = hub.Subscribe(null))
        {
            Assert.Equal(7, subscription.StartRevision);
            Assert.False(hub.TryPass(8));
        }

        using (hub.Subscribe(Guid.NewGuid()))
        {
            Assert.False(hub.TryPass(8));
        }

        Assert.True(hub.TryPass(8));
    }
}
