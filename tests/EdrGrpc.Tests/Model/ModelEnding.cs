namespace EdrGrpc.Tests.Model;

/// <summary>How the world is when a case is let run to its end.</summary>
internal enum ModelEnding
{
    /// <summary>Everything works: every submission must end.</summary>
    Healthy,

    /// <summary>One host never comes back.</summary>
    HostOffline,

    /// <summary>KSC never comes back.</summary>
    KscDown,

    /// <summary>KSC never accepts the account.</summary>
    AccountRefused,
}
