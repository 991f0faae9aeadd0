namespace EdrGrpc.Server.Settings;

/// <summary>Event ids 200-299: warnings about settings, at every start.</summary>
internal static partial class SettingsLog
{
    [LoggerMessage(200, LogLevel.Warning, "{Setting} = False: the certificate of KSC '{Server}' is NOT CHECKED. Anyone on the path can take the KSC password and forge answers. Set it to the path of the server's certificate.")]
    public static partial void CertificateUnchecked(ILogger logger, string setting, string server);

    [LoggerMessage(201, LogLevel.Warning, "A password came from the environment ({Names}). It was taken out of it for child processes, but a file is safer: set kscPasswordFile, or Store:ConnectionStringFile.")]
    public static partial void PasswordInEnvironment(ILogger logger, string names);

    [LoggerMessage(202, LogLevel.Warning, "Security:AllowAnonymous = true: EVERY program on this machine can delete files and cut off hosts through {Addresses}. For anything but a trial, set Security:PolicyFile and give callers tokens or certificates.")]
    public static partial void Anonymous(ILogger logger, string addresses);

    [LoggerMessage(204, LogLevel.Warning, "Security:AllowPlaintext = true: tokens and actions may cross the network READABLE on {Addresses}. Only a proxy that ends TLS may reach it.")]
    public static partial void Plaintext(ILogger logger, string addresses);

    [LoggerMessage(203, LogLevel.Information, "EdrGrpc {Version} listens on {Addresses}; KSC connections: {Servers}; store: {Store}")]
    public static partial void Started(ILogger logger, string version, string addresses, string servers, string store);
}
