using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using EdrGrpc.Submissions.Dispatch;

namespace EdrGrpc.Benchmarks;

/// <summary>The counters of meter "EdrGrpc" as an exporter sums them, and the newest value of its gauges.</summary>
internal sealed class OutbreakMeters : IDisposable
{
    private readonly MeterListener _listener = new();
    private readonly ConcurrentDictionary<string, double> _sums = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, double> _newest = new(StringComparer.Ordinal);

    public OutbreakMeters()
    {
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (instrument.Meter.Name == DispatchMetrics.MeterName)
            {
                listener.EnableMeasurementEvents(instrument);
            }
        };
        _listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => Take(instrument.Name, value, tags));
        _listener.SetMeasurementEventCallback<int>((instrument, value, tags, _) => Take(instrument.Name, value, tags));
        _listener.Start();
    }

    /// <summary>Sums of edrgrpc.submissions.waits by kind of reason.</summary>
    public IEnumerable<(string Kind, double Count)> Waits => _sums.Where(sum => sum.Key.StartsWith("edrgrpc.submissions.waits ", StringComparison.Ordinal))
        .Select(sum => (sum.Key.Split("kind=")[1], sum.Value)).OrderByDescending(sum => sum.Value);

    /// <summary>Newest value of a gauge, all tags.</summary>
    public double Gauge(string name)
    {
        _listener.RecordObservableInstruments();
        return _newest.FirstOrDefault(value => value.Key.StartsWith(name, StringComparison.Ordinal)).Value;
    }

    public void Dispose() => _listener.Dispose();

    private void Take(string instrument, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        var key = $"{instrument} {string.Join(' ', tags.ToArray().Select(tag => $"{tag.Key}={tag.Value}"))}";
        _sums.AddOrUpdate(key, value, (_, sum) => sum + value);
        _newest[key] = value;
    }
}
