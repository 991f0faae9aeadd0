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
    public void TimesThatPassedInAnOutage_AreNoLeaveToGoAllAtOnce()
    {
        var pace = new SendPace(_time);
        var hosts = Enumerable.Range(0, 100).Select(index => $"host-{index}").ToList();
        Assert.Equal(10, hosts.Count(host => pace.Ask(host, 10, isUrgent: false) == TimeSpan.Zero));
        _time.Advance(TimeSpan.FromHours(1));

        var waiting = hosts.Skip(10).ToDictionary(host => host, _ => _time.GetUtcNow());
        var sent = new List<TimeSpan>();
        var recovered = _time.GetUtcNow();
        while (waiting.Count > 0)
        {
            foreach (var host in waiting.Where(host => host.Value <= _time.GetUtcNow()).Select(host => host.Key).ToList())
            {
                var wait = pace.Ask(host, 10, isUrgent: false);
                waiting[host] = _time.GetUtcNow() + wait;
                if (wait == TimeSpan.Zero)
                {
                    waiting.Remove(host);
                    sent.Add(_time.GetUtcNow() - recovered);
                }
            }

            _time.Advance(TimeSpan.FromMilliseconds(20));
        }

        Assert.Equal(10, sent.Count(at => at == TimeSpan.Zero));
        Assert.InRange(sent[^1].TotalSeconds, 7.98, 8.5);
        Assert.All(sent.Index(), send => Assert.True(send.Item >= TimeSpan.FromSeconds((send.Index - 9) / 10.0), $"send {send.Index} after {send.Item}"));
    }

    [Theory]
    [InlineData(0.02, 30)]
    [InlineData(0.5, 1.9)]
    [InlineData(10, 0.8)]
    public void LatenessThatVaries_CostsNobodyItsPlace(double rate, double latest)
    {
        const int count = 30;
        var pace = new SendPace(_time);
        var began = _time.GetUtcNow();
        var waiting = Enumerable.Range(0, count).ToDictionary(index => index, _ => began);
        var sent = new List<int>();
        while (waiting.Count > 0)
        {
            foreach (var host in waiting.Where(host => host.Value <= _time.GetUtcNow()).OrderBy(host => host.Value).Select(host => host.Key).ToList())
            {
                var wait = pace.Ask($"host-{host}", rate, isUrgent: false);

                // Each comes a little less late than the one before it.
                waiting[host] = _time.GetUtcNow() + wait + TimeSpan.FromSeconds(latest * (count - host) / count);
                if (wait == TimeSpan.Zero)
                {
                    waiting.Remove(host);
                    sent.Add(host);
                }
            }

            _time.Advance(TimeSpan.FromMilliseconds(20));
        }

        Assert.Equal(Enumerable.Range(0, count), sent);
        Assert.InRange((_time.GetUtcNow() - began).TotalSeconds, Math.Max(0, (count - 1 - rate) / rate), ((count - 1) / rate) + latest);
    }

    [Fact]
    public void WhoeverAlwaysComesLate_GoesNevertheless()
    {
        var pace = new SendPace(_time);
        var waiting = Enumerable.Range(0, 20).ToDictionary(index => $"host-{index}", _ => _time.GetUtcNow());
        var began = _time.GetUtcNow();
        while (waiting.Count > 0 && _time.GetUtcNow() - began < TimeSpan.FromMinutes(10))
        {
            foreach (var host in waiting.Where(host => host.Value <= _time.GetUtcNow()).Select(host => host.Key).ToList())
            {
                var wait = pace.Ask(host, 0.5, isUrgent: false);
                waiting[host] = _time.GetUtcNow() + wait + TimeSpan.FromSeconds(7);
                if (wait == TimeSpan.Zero)
                {
                    waiting.Remove(host);
                }
            }

            _time.Advance(TimeSpan.FromMilliseconds(100));
        }

        Assert.Empty(waiting);
        Assert.InRange((_time.GetUtcNow() - began).TotalSeconds, 38, 70);
    }

    [Fact]
    public void ZeroRate_NeverWaits()
    {
        var pace = new SendPace(_time);
        Assert.All(Enumerable.Range(0, 1000), index => Assert.Equal(TimeSpan.Zero, pace.Ask($"host-{index}", 0, isUrgent: false)));
    }
}
