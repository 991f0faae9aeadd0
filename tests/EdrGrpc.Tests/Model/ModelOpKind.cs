namespace EdrGrpc.Tests.Model;

/// <summary>What happens in a case.</summary>
internal enum ModelOpKind
{
    /// <summary>A worker goes on by some calls; one of them may be hit by a fault.</summary>
    Step,

    /// <summary>Time passes, and KSC does what is due.</summary>
    Advance,

    /// <summary>A submission is accepted.</summary>
    Submit,

    /// <summary>A worker, or all of them, are thrown away where they stand.</summary>
    Crash,

    /// <summary>A host gets a second worker beside its first.</summary>
    SecondWorker,

    /// <summary>A submission is cancelled if it still can be.</summary>
    Cancel,

    /// <summary>A host goes offline or comes back.</summary>
    ToggleHost,

    /// <summary>The background connection goes off or on.</summary>
    ToggleConsole,

    /// <summary>KSC goes away, refuses the account, or is back.</summary>
    ToggleOutage,

    /// <summary>Somebody else makes a response task.</summary>
    ForeignTask,

    /// <summary>Somebody else adds an incident that equals one of ours in host, second and body.</summary>
    ForeignIncident,
}
