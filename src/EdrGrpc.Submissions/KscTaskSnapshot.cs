namespace EdrGrpc.Submissions;

/// <summary>What is known of the task KSC made of the incident.</summary>
/// <param name="TaskId">Id in KSC, decimal text.</param>
/// <param name="DisplayName">Name in the console.</param>
/// <param name="State">State on the host in KSC's words.</param>
/// <param name="CompletedPercent">0 to 100.</param>
public sealed record KscTaskSnapshot(string TaskId, string DisplayName, string State, int CompletedPercent);
