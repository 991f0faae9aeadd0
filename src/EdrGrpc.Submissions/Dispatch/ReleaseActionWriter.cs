namespace EdrGrpc.Submissions.Dispatch;

/// <summary>Writes the action of an isolation's release in the contract's encoding, which the domain does not know.</summary>
public delegate ReadOnlyMemory<byte> ReleaseActionWriter(Submission isolation);
