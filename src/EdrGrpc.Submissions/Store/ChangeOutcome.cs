namespace EdrGrpc.Submissions.Store;

/// <summary>What became of a step.</summary>
public enum ChangeOutcome
{
    /// <summary>Stored with its event.</summary>
    Applied,

    /// <summary>The stored submission has another state or revision: read it again.</summary>
    Conflict,

    /// <summary>Another submission claims the same incident or task (unique per server).</summary>
    ClaimTaken,
}
