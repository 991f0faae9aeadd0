using EdrGrpc.Ksc;

namespace EdrGrpc.Submissions.Dispatch;

/// <summary>Sentences for what went wrong with KSC: stable for equal causes, so that waiting is reported once per cause.</summary>
internal static class KscTrouble
{
    /// <summary>KSC's own words for an error.</summary>
    public static string Text(KscApiException exception) =>
        string.IsNullOrWhiteSpace(exception.LocalizedMessage) ? exception.ServerMessage : exception.LocalizedMessage;

    public static WaitKind KindOf(Exception exception) => exception switch
    {
        KscAuthenticationException => WaitKind.Credentials,
        KscNotSentException { InnerException: { } inner } => KindOf(inner),
        _ => WaitKind.KscUnavailable,
    };

    public static string Describe(string server, Exception exception) => exception switch
    {
        KscAuthenticationException { IsLockedOut: true } => $"KSC '{server}' has locked the gateway's account; unlock it and set the right password",
        KscAuthenticationException => $"KSC '{server}' refuses the gateway's credentials; set the right kscUser and kscPasswordFile",
        KscCertificateException certificate => certificate.Message,
        KscApiException { IsUnavailable: true } => $"KSC '{server}' is temporarily unavailable (error 1195)",
        KscApiException api => $"KSC '{server}' answered error {api.Code}: {Text(api)}",
        KscNotSentException { InnerException: KscException inner } => Describe(server, inner),
        KscNotSentException { InnerException: null } => $"the request to KSC '{server}' was not written in time",
        _ => $"KSC '{server}' cannot be reached",
    };
}
