using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace EdrGrpc.IntegrationTests.Support;

/// <summary>Keeps every log line of a run, from a level on, for the search for secrets and for unexpected errors.</summary>
internal sealed class LogCollector(LogLevel kept = LogLevel.Debug) : ILoggerProvider
{
    private readonly ConcurrentQueue<(LogLevel Level, string Text)> _lines = new();

    private readonly ConcurrentQueue<(Predicate<(LogLevel Level, string Text)> Condition, TaskCompletionSource Seen)> _waiters = new();

    public LogLevel Kept => kept;

    public IReadOnlyCollection<(LogLevel Level, string Text)> Lines => _lines;

    /// <summary>Waits for a line, past or future.</summary>
    public async Task WaitForAsync(Predicate<(LogLevel Level, string Text)> condition)
    {
        var seen = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _waiters.Enqueue((condition, seen));
        if (_lines.Any(line => condition(line)))
        {
            return;
        }

        await seen.Task.WaitAsync(Gateway.Patience, TimeProvider.System);
    }

    public ILogger CreateLogger(string categoryName) => new Collector(categoryName, kept, this);

    public void Dispose()
    {
    }

    private void Take((LogLevel Level, string Text) line)
    {
        _lines.Enqueue(line);
        foreach (var (condition, seen) in _waiters)
        {
            if (condition(line))
            {
                seen.TrySetResult();
            }
        }
    }

    private sealed class Collector(string category, LogLevel kept, LogCollector collector) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel >= kept;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            collector.Take((logLevel, $"{category}: {formatter(state, exception)} {exception}"));
    }
}
