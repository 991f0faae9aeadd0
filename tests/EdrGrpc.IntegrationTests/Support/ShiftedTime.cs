namespace EdrGrpc.IntegrationTests.Support;

/// <summary>The system's clock, which a test sets forward: what expires is over at once, while timers and waits stay as they are.</summary>
internal sealed class ShiftedTime : TimeProvider
{
    private long _shift;

    public override DateTimeOffset GetUtcNow() => System.GetUtcNow() + TimeSpan.FromTicks(Interlocked.Read(ref _shift));

    public void Advance(TimeSpan time) => Interlocked.Add(ref _shift, time.Ticks);

    /// <summary>Sets the clock forward to the next time of day in UTC.</summary>
    public void AdvanceTo(TimeOnly timeOfDay)
    {
        var now = GetUtcNow();
        var then = new DateTimeOffset(now.UtcDateTime.Date + timeOfDay.ToTimeSpan(), TimeSpan.Zero);
        Advance((then > now ? then : then.AddDays(1)) - now);
    }
}
