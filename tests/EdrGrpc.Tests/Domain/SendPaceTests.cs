using EdrGrpc.Submissions.Dispatch;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace EdrGrpc.Tests.Domain;

public sealed class SendPaceTests
{
    private readonly FakeTimeProvider _time = new();

    [Fact]
    public void Backlog_GoesAtTheRate_InTheOrderItAsked_AfterOneSecondsWorth()
    {
        var pace = new SendPace(_time);
        var hosts = Enumerable.Range(0, 40).Select(index => $"host-{index}").ToList();
        Assert.Equal(10, hosts.Count(host => pace.Ask(host, 10, isUrgent: false) == TimeSpan.Zero));

        var sent = new List<(string Host, double Second)>();
        var waiting = hosts.Skip(10).ToList();
        for (var step = 1; waiting.Count > 0; step++)
        {
            _time.Advance(TimeSpan.FromMilliseconds(20));
            foreach (var host in Enumerable.Reverse(waiting).Where(host => pace.Ask(host, 10, isUrgent: false) == TimeSpan.Zero).ToList())
            {
                sent.Add((host, step / 50.0));
                waiting.Remove(host);
            }
        }

        Assert.Equal(hosts.Skip(10), sent.Select(send => send.Host));
        Assert.InRange(sent[^1].Second, 2.98, 3.02);
        Assert.Equal(0, pace.Waiting);
    }

    [Fact]
    public void Urgent_DoesNotWait_AndTakesItsPlaceInTheRate()
    {
        var pace = new SendPace(_time);
        Assert.Equal(TimeSpan.Zero, pace.Ask("a", 1, isUrgent: false));
        Assert.Equal(TimeSpan.FromSeconds(1), pace.Ask("b", 1, isUrgent: false));
        Assert.Equal(TimeSpan.Zero, pace.Ask("c", 1, isUrgent: true));
        Assert.Equal(TimeSpan.FromSeconds(3), pace.Ask("d", 1, isUrgent: false));
    }

    [Fact]
    public void ZeroRate_NeverWaits()
    {
        var pace = new SendPace(_time);
        Assert.All(Enumerable.Range(0, 1000), index => Assert.Equal(TimeSpan.Zero, pace.Ask($"host-{index}", 0, isUrgent: false)));
    }
}
