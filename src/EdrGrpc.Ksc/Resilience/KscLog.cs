using Microsoft.Extensions.Logging;

namespace EdrGrpc.Ksc;

/// <summary>Log messages of the KSC client; event ids 2000 to 2099, never reused. No headers, tokens, passwords or bodies.</summary>
internal static partial class KscLog
{
    [LoggerMessage(2000, LogLevel.Debug, "KSC {Server}: {Method} request {RequestId} on session {Session}: HTTP {Status} in {Milliseconds:0.0} ms")]
    public static partial void Called(ILogger logger, string server, string method, string requestId, int session, int status, double milliseconds);

    [LoggerMessage(2001, LogLevel.Debug, "KSC {Server}: {Method} request {RequestId} on session {Session} failed: {Reason}")]
    public static partial void CallFailed(ILogger logger, string server, string method, string requestId, int session, string reason);

    [LoggerMessage(2002, LogLevel.Debug, "KSC {Server}: logged in on session {Session}")]
    public static partial void LoggedIn(ILogger logger, string server, int session);

    [LoggerMessage(2003, LogLevel.Warning, "KSC {Server}: login refused: {Reason}")]
    public static partial void LoginRefused(ILogger logger, string server, string reason);

    [LoggerMessage(2004, LogLevel.Warning, "KSC {Server}: calls are held back for {Seconds:0} s after repeated failures")]
    public static partial void BreakerOpened(ILogger logger, string server, double seconds);

    [LoggerMessage(2005, LogLevel.Information, "KSC {Server}: answers again")]
    public static partial void BreakerClosed(ILogger logger, string server);

    [LoggerMessage(2006, LogLevel.Debug, "KSC {Server}: retry {Attempt} after: {Reason}")]
    public static partial void Retrying(ILogger logger, string server, int attempt, string reason);

    [LoggerMessage(2007, LogLevel.Debug, "KSC {Server}: session {Session} was not ended properly ({Reason})")]
    public static partial void EndSessionFailed(ILogger logger, string server, int session, string reason);

    [LoggerMessage(2008, LogLevel.Warning, "KSC {Server}: the certificate is not checked ({Setting} is False); anyone on the path can read the password")]
    public static partial void CertificateUnchecked(ILogger logger, string server, string setting);
}
