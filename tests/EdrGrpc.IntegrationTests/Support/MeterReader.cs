using System.Collections.Concurrent;
using System.Diagnostics.Metrics;

namespace EdrGrpc.IntegrationTests.Support;

/// <summary>Reads meter "EdrGrpc" of one gateway as an exporter does.</summary>
internal sealed class MeterReader : IDisposable
{
    private readonly MeterListener _listener = new();
    private readonly ConcurrentDictionary<string, double> _sums = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, double> _greatest = new(StringComparer.Ordinal);

    public MeterReader(IMeterFactory meters)
    {
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (instrument.Meter.Name == "EdrGrpc" && instrument.Meter.Scope == meters)
            {
                listener.EnableMeasurementEvents(instrument);
            }
        };
        _listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => Take(instrument.Name, value, tags));
        _listener.SetMeasurementEventCallback<int>((instrument, value, tags, _) => Take(instrument.Name, value, tags));
        _listener.Start();
    }

    /// <summary>Sum of a counter over all measurements with these tags, for example "server=default kind=Budget".</summary>
    public double Sum(string instrument, string tags) => _sums.GetValueOrDefault($"{instrument} {tags}");

    /// <summary>Greatest value seen of a gauge.</summary>
    public double Greatest(string instrument, string tags) => _greatest.GetValueOrDefault($"{instrument} {tags}");

    /// <summary>Asks the gauges.</summary>
    public void Observe() => _listener.RecordObservableInstruments();

    public void Dispose() => _listener.Dispose();

    private void Take(string instrument, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        var key = $"{instrument} {string.Join(' ', tags.ToArray().Select(tag => $"{tag.Key}={tag.Value}"))}";
        _sums.AddOrUpdate(key, value, (_, sum) => sum + value);
        _greatest.AddOrUpdate(key, value, (_, greatest) => Math.Max(greatest, value));
    }
}
