using EdrGrpc.Submissions.Dispatch;
using Xunit;

namespace EdrGrpc.Tests.Domain;

public sealed class WaitingHostsTests
{
    private static readonly DateTimeOffset Now = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private readonly WaitingHosts _waiting = new();

    [Fact]
    public void Release_GoesBeforeThousandsThatWaitLonger()
    {
        Fill(20_000, SendPriority.Isolate);
        Assert.True(_waiting.IsAmongFirst(1, "released", SendPriority.Release, Now));
        _waiting.Add("released", SendPriority.Release, Now);
        Assert.Equal(["released", "host-0"], _waiting.First(2, Now));
    }

    [Fact]
    public void Priorities_GoFromReleaseToTheRest()
    {
        SendPriority[] order = [SendPriority.Release, SendPriority.CriticalIsolate, SendPriority.Isolate, SendPriority.Critical, SendPriority.Normal];
        Assert.Equal(Enum.GetValues<SendPriority>().Order(), order.Order());
        foreach (var priority in Enum.GetValues<SendPriority>().Order())
        {
            _waiting.Add(priority.ToString(), priority, Now);
        }

        Assert.Equal(order.Select(priority => priority.ToString()), _waiting.First(order.Length, Now));
        Assert.Equal([true, true, true, false, false], order.Select(SendPriorities.IsUrgent));
    }

    [Fact]
    public void EqualPriority_GoesInTheOrderItAsked_AndNewOnesLast()
    {
        Fill(3, SendPriority.Isolate);
        Assert.True(_waiting.IsAmongFirst(1, "host-0", SendPriority.Isolate, Now));
        Assert.False(_waiting.IsAmongFirst(1, "host-1", SendPriority.Isolate, Now));
        Assert.False(_waiting.IsAmongFirst(3, "new", SendPriority.Isolate, Now));
        Assert.True(_waiting.IsAmongFirst(4, "new", SendPriority.Isolate, Now));
        _waiting.Add("host-0", SendPriority.Isolate, Now);
        Assert.Equal(["host-0", "host-1", "host-2"], _waiting.First(3, Now));
    }

    [Fact]
    public void HostThatStoppedAsking_KeepsNobodyWaiting_AndOneThatAsksIsKept()
    {
        Fill(200, SendPriority.Isolate);
        var later = Now + WaitingHosts.Forgotten + TimeSpan.FromSeconds(1);
        Assert.True(_waiting.IsAmongFirst(1, "host-150", SendPriority.Isolate, later));
        Assert.Equal(["host-150"], _waiting.First(1, later));
    }

    [Fact]
    public void RemovedAndChangedPriority_LeaveNothingBehind()
    {
        Fill(2, SendPriority.Normal);
        _waiting.Add("host-1", SendPriority.Release, Now);
        Assert.Equal(["host-1", "host-0"], _waiting.First(5, Now));
        _waiting.Remove("host-1");
        _waiting.Remove("host-1");
        Assert.Equal(["host-0"], _waiting.First(5, Now));
        Assert.Equal(1, _waiting.Count);
    }

    private void Fill(int count, SendPriority priority)
    {
        for (var number = 0; number < count; number++)
        {
            _waiting.Add($"host-{number}", priority, Now);
        }
    }
}
