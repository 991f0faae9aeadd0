using System.Diagnostics;

namespace EdrGrpc.Benchmarks;

/// <summary>Percentiles of measured times.</summary>
internal sealed class Latencies
{
    private readonly double[] _milliseconds;

    public Latencies(IEnumerable<TimeSpan> times) => _milliseconds = [.. times.Select(time => time.TotalMilliseconds).Order()];

    public int Count => _milliseconds.Length;

    public double P50 => _milliseconds[_milliseconds.Length / 2];

    public double P99 => _milliseconds[_milliseconds.Length - 1 - (_milliseconds.Length / 100)];

    /// <summary>Runs something many times, one after the other.</summary>
    public static async Task<Latencies> OfAsync(int count, Func<int, Task> work)
    {
        var times = new TimeSpan[count];
        for (var number = 0; number < count; number++)
        {
            var started = Stopwatch.GetTimestamp();
            await work(number);
            times[number] = Stopwatch.GetElapsedTime(started);
        }

        return new Latencies(times);
    }

    public override string ToString() => $"p50 {P50:F2} ms, p99 {P99:F2} ms";
}
