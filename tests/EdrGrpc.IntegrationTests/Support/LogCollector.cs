using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace EdrGrpc.IntegrationTests.Support;

/// <summary>Keeps every log line of a run, from a level on, for the search for secrets and for unexpected errors.</summary>
internal sealed class LogCollector(LogLevel kept = LogLevel.Debug) : ILoggerProvider
{
    private readonly ConcurrentQueue<(LogLevel Level, string Text)> _lines = new();

    public LogLevel Kept => kept;

    public IReadOnlyCollection<(LogLevel Level, string Text)> Lines => _lines;

    public ILogger CreateLogger(string categoryName) => new Collector(categoryName, kept, _lines);

    public void Dispose()
    {
    }

    private sealed class Collector(string category, LogLevel kept, ConcurrentQueue<(LogLevel Level, string Text)> lines) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel >= kept;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            lines.Enqueue((logLevel, $"{category}: {formatter(state, exception)} {exception}"));
    }
}
