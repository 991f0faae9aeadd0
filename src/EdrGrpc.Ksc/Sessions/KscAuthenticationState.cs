namespace EdrGrpc.Ksc;

/// <summary>What KSC last said about the account.</summary>
public enum KscAuthenticationState
{
    /// <summary>No login yet, or reset.</summary>
    Unknown,

    /// <summary>The last login was accepted.</summary>
    Ok,

    /// <summary>The last login was refused; logins pause.</summary>
    Refused,

    /// <summary>KSC has blocked the account; logins pause for 15 minutes.</summary>
    LockedOut,
}
