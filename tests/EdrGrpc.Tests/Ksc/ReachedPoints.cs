using System.Diagnostics;
using EdrGrpc.Ksc;

namespace EdrGrpc.Tests.Ksc;

/// <summary>The points that the current test reaches; tests beside it are told apart by their execution context.</summary>
internal sealed class ReachedPoints : IObserver<DiagnosticListener>, IObserver<KeyValuePair<string, object?>>, IDisposable
{
    private static readonly AsyncLocal<ReachedPoints?> Current = new();

    private readonly List<string> _names = [];
    private IDisposable? _points;
    private IDisposable? _listeners;

    public IReadOnlyList<string> Names
    {
        get
        {
            lock (_names)
            {
                return [.. _names];
            }
        }
    }

    public static ReachedPoints Record()
    {
        var points = new ReachedPoints();
        Current.Value = points;
        points._listeners = DiagnosticListener.AllListeners.Subscribe(points);
        return points;
    }

    public void OnNext(DiagnosticListener value)
    {
        if (value.Name == SendPoints.ListenerName)
        {
            _points = value.Subscribe(this);
        }
    }

    public void OnNext(KeyValuePair<string, object?> value)
    {
        if (Current.Value == this)
        {
            lock (_names)
            {
                _names.Add(value.Key);
            }
        }
    }

    public void OnError(Exception error) => throw error;

    public void OnCompleted()
    {
    }

    public void Dispose()
    {
        Current.Value = null;
        _listeners?.Dispose();
        _points?.Dispose();
    }
}
