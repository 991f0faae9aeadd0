namespace EdrGrpc.Storage.Postgres;

/// <summary>What became of one attempt to write a group.</summary>
/// <param name="State">What was decided, if it came so far.</param>
/// <param name="Failure">Null if it was committed.</param>
/// <param name="Uncertain">Number of the group whose COMMIT was sent and got no answer.</param>
/// <param name="IsWorthRepeating">True if it may go through on a new connection.</param>
internal sealed record GroupAttempt(GroupState? State, Exception? Failure, long? Uncertain, bool IsWorthRepeating);
