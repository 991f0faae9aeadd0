namespace EdrGrpc.Ksc.Simulator;

/// <summary>A task at one moment.</summary>
/// <param name="Id">Decimal server id.</param>
/// <param name="IncidentId">Incident it came from; null for foreign tasks.</param>
/// <param name="HostId">Its host.</param>
/// <param name="DisplayName">Display name.</param>
/// <param name="Created">Creation time on the server's clock.</param>
/// <param name="State">State code.</param>
/// <param name="StateText">state_descr.</param>
/// <param name="Percent">completed_percent.</param>
public sealed record SimulatedTask(
    int Id, int? IncidentId, string HostId, string DisplayName, DateTimeOffset Created, SimulatedTaskState State, string StateText, int Percent)
{
    /// <summary>True when it ended.</summary>
    public bool IsFinished => State is SimulatedTaskState.Succeeded or SimulatedTaskState.Warning or SimulatedTaskState.Failed;
}
