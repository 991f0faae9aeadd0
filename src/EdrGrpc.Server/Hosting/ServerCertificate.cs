using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using EdrGrpc.Server.Settings;

namespace EdrGrpc.Server.Hosting;

/// <summary>A certificate with its key in files, read again when they change: new connections get the new one, without a restart.</summary>
internal sealed partial class ServerCertificate
{
    private static readonly TimeSpan LookInterval = TimeSpan.FromSeconds(1);

    private readonly string _path;
    private readonly string? _keyPath;
    private readonly string? _password;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly Lock _lock = new();
    private X509Certificate2 _current;
    private DateTime _writtenAt;
    private long _lookedAt;

    private ServerCertificate(string path, string? keyPath, string? password, TimeProvider time, ILogger logger)
    {
        (_path, _keyPath, _password, _time, _logger) = (path, keyPath, password, time, logger);
        _writtenAt = File.GetLastWriteTimeUtc(path);
        _current = Load();
        _lookedAt = time.GetTimestamp();
    }

    /// <summary>The certificate of Kestrel:Certificates:Default; null if none is configured.</summary>
    /// <exception cref="SettingsException">It cannot be read.</exception>
    public static ServerCertificate? Open(IConfiguration configuration, TimeProvider time, ILogger logger)
    {
        var section = configuration.GetSection("Kestrel:Certificates:Default");
        return section["Path"] is { Length: > 0 } path ? Open("Kestrel:Certificates:Default:Path", path, section["KeyPath"], section["Password"], time, logger) : null;
    }

    /// <summary>The certificate of a file.</summary>
    /// <exception cref="SettingsException">It cannot be read.</exception>
    public static ServerCertificate Open(string setting, string path, string? keyPath, string? password, TimeProvider time, ILogger logger)
    {
        try
        {
            return new ServerCertificate(path, keyPath, password, time, logger);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or CryptographicException)
        {
            throw new SettingsException($"{setting} {path} cannot be read: {exception.Message}", exception);
        }
    }

    /// <summary>The certificate as it is now. A file that cannot be read, half written for example, leaves the one before.</summary>
    public X509Certificate2 Current
    {
        get
        {
            lock (_lock)
            {
                if (_time.GetElapsedTime(_lookedAt) >= LookInterval)
                {
                    _lookedAt = _time.GetTimestamp();
                    Look();
                }

                return _current;
            }
        }
    }

    private void Look()
    {
        try
        {
            var writtenAt = File.GetLastWriteTimeUtc(_path);
            if (writtenAt != _writtenAt)
            {
                _current = Load();
                _writtenAt = writtenAt;
                Renewed(_logger, _path, _current.NotAfter);
            }
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or CryptographicException)
        {
            NotRenewed(_logger, _path, exception.Message);
        }
    }

    private X509Certificate2 Load()
    {
        if (_keyPath is null && !Path.GetExtension(_path).Equals(".pem", StringComparison.OrdinalIgnoreCase))
        {
            return X509CertificateLoader.LoadPkcs12FromFile(_path, _password);
        }

        using var pem = string.IsNullOrEmpty(_password)
            ? X509Certificate2.CreateFromPemFile(_path, _keyPath)
            : X509Certificate2.CreateFromEncryptedPemFile(_path, _password, _keyPath);

        // A key from PEM does not last for TLS on every platform; one from PKCS #12 does.
        return X509CertificateLoader.LoadPkcs12(pem.Export(X509ContentType.Pkcs12), null);
    }

    [LoggerMessage(320, LogLevel.Information, "The certificate {Path} was renewed; it ends {NotAfter:u}")]
    private static partial void Renewed(ILogger logger, string path, DateTime notAfter);

    [LoggerMessage(321, LogLevel.Error, "The changed certificate {Path} cannot be used, the one before it still is: {Reason}")]
    private static partial void NotRenewed(ILogger logger, string path, string reason);
}
