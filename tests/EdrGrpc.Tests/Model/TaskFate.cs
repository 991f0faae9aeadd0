namespace EdrGrpc.Tests.Model;

/// <summary>What becomes of the task of a submission's incident.</summary>
internal enum TaskFate
{
    Succeeds,
    Warns,
    Fails,

    /// <summary>Goes away while it runs.</summary>
    VanishesRunning,

    /// <summary>Goes away before it runs.</summary>
    VanishesPending,

    /// <summary>KSC makes no task of it.</summary>
    NeverAppears,

    /// <summary>Appears after the time for which it is awaited.</summary>
    AppearsTooLate,

    /// <summary>Runs longer than an opposite isolation waits.</summary>
    RunsLong,
}
