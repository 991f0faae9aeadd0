namespace EdrGrpc.Submissions;

/// <summary>What was stored before AddIncident was called, so that its incident and task can be recognised whatever happens after.</summary>
/// <param name="AddedUtc">KLINCDT_ADDED, whole seconds, unique per (server, host) and increasing. A repeat reuses it.</param>
/// <param name="SendBeforeUtc">The request is not written after this time (this gateway's clock).</param>
/// <param name="HighestIncidentId">Highest incident id KSC had for this host before; an incident of ours has a higher one.</param>
/// <param name="TasksBefore">Ids of the tasks the host had before; a task of ours is not among them.</param>
/// <param name="TaskIdFloor">Highest task id known in KSC before; tasks with higher ids count against the budget while this submission is unfinished.</param>
public sealed record SendIntent(
    DateTimeOffset AddedUtc,
    DateTimeOffset SendBeforeUtc,
    int HighestIncidentId,
    IReadOnlyList<string> TasksBefore,
    long TaskIdFloor);
