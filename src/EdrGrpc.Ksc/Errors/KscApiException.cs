namespace EdrGrpc.Ksc;

/// <summary>KSC executed the request and refused it with a PxgError (HTTP 200, ksc-openapi.md 2.5).</summary>
public sealed class KscApiException : KscException
{
    /// <summary>KLSTD::STDE_NOACCESS.</summary>
    public const int NoAccess = 1184;

    /// <summary>KLSTD::STDE_NOTFOUND, also a dead accessor or iterator.</summary>
    public const int NotFound = 1186;

    /// <summary>KLSTD::STDE_UNAVAIL, the only code worth a retry.</summary>
    public const int Unavailable = 1195;

    /// <summary>KLWAT::ERR_LOGON_IFAILED.</summary>
    public const int LogonFailed = 1453;

    /// <summary>SPL::SPLERR_ACCOUNT_BLOCKED: too many wrong passwords.</summary>
    public const int AccountBlocked = 2013;

    internal KscApiException(string method, PxgError error)
        : base($"KSC refused {method}: {error.DisplayText.TrimEnd('.', ' ')} (error {error.Module} {error.Code}/{error.SubCode}).", innerException: null)
    {
        Method = method;
        Code = error.Code;
        SubCode = error.SubCode;
        Module = error.Module;
        File = error.File;
        Line = error.Line;
        ServerMessage = error.Message;
        LocalizedMessage = error.LocalizedMessage;
    }

    /// <summary>Class.Method that was called.</summary>
    public string Method { get; }

    /// <summary>Error code, decimal.</summary>
    public int Code { get; }

    /// <summary>Sub code, 0 when KSC sent none.</summary>
    public int SubCode { get; }

    /// <summary>Error module, for example KLSTD; empty when absent.</summary>
    public string Module { get; }

    /// <summary>Source file inside KSC; empty when absent.</summary>
    public string File { get; }

    /// <summary>Source line inside KSC; 0 when absent.</summary>
    public int Line { get; }

    /// <summary>The text of KSC that is not localized.</summary>
    public string ServerMessage { get; }

    /// <summary>The expanded localized text, or null when KSC sent none.</summary>
    public string? LocalizedMessage { get; }

    /// <summary>True for 1186.</summary>
    public bool IsNotFound => Code == NotFound;

    /// <summary>True for 1184.</summary>
    public bool IsNoAccess => Code == NoAccess;

    /// <summary>True for 1195.</summary>
    public bool IsUnavailable => Code == Unavailable;
}
