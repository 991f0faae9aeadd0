using System.Security.Cryptography;

namespace EdrGrpc.Server.Settings;

/// <summary>
/// A file that is read again when its content has changed, within a second. Its content is compared, not its time: where configuration is mounted,
/// what changes is a link above the file. A changed file that cannot be used leaves what was read before, loudly.
/// </summary>
internal sealed partial class WatchedFile<T>
    where T : class
{
    private static readonly TimeSpan LookInterval = TimeSpan.FromSeconds(1);

    private readonly string _setting;
    private readonly string _path;
    private readonly Func<byte[], T> _read;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly Lock _lock = new();
    private byte[] _bytes;
    private T _current;
    private long _lookedAt;
    private string _told = "";

    /// <exception cref="SettingsException">It cannot be read or used.</exception>
    public WatchedFile(string setting, string path, Func<byte[], T> read, TimeProvider time, ILogger logger)
    {
        (_setting, _path, _read, _time, _logger) = (setting, path, read, time, logger);
        try
        {
            _bytes = File.ReadAllBytes(path);
            _current = read(_bytes);
        }
        catch (Exception exception) when (IsUnusable(exception))
        {
            throw new SettingsException($"{setting}: {path} cannot be used: {exception.Message}", exception);
        }

        _lookedAt = time.GetTimestamp();
    }

    /// <summary>What the file says now.</summary>
    public T Current
    {
        get
        {
            lock (_lock)
            {
                if (_time.GetElapsedTime(_lookedAt) >= LookInterval)
                {
                    Look();
                    _lookedAt = _time.GetTimestamp();
                }

                return _current;
            }
        }
    }

    private void Look()
    {
        try
        {
            var bytes = File.ReadAllBytes(_path);
            if (!bytes.AsSpan().SequenceEqual(_bytes))
            {
                _current = _read(bytes);
                _bytes = bytes;
                Renewed(_logger, _setting, _path);
            }

            _told = "";
        }
        catch (Exception exception) when (IsUnusable(exception))
        {
            if (exception.Message != _told)
            {
                NotRenewed(_logger, _setting, _path, exception.Message);
            }

            _told = exception.Message;
        }
    }

    private static bool IsUnusable(Exception exception) =>
        exception is IOException or UnauthorizedAccessException or CryptographicException or FormatException or ArgumentException or System.Text.Json.JsonException;

    [LoggerMessage(320, LogLevel.Information, "{Setting}: the changed file {Path} is in force")]
    private static partial void Renewed(ILogger logger, string setting, string path);

    [LoggerMessage(321, LogLevel.Error, "{Setting}: the changed file {Path} is NOT in force, what it said before still is: {Reason}")]
    private static partial void NotRenewed(ILogger logger, string setting, string path, string reason);
}
