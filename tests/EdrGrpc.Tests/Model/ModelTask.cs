using EdrGrpc.Ksc;

namespace EdrGrpc.Tests.Model;

/// <summary>A task in the model KSC.</summary>
internal sealed class ModelTask(KscTaskInfo info, string hostId, ModelIncident? incident)
{
    public KscTaskInfo Info => info;

    public string Id => info.Id;

    public int Number { get; } = int.Parse(info.Id);

    public string HostId => hostId;

    /// <summary>What it was made of; null for a task of somebody else.</summary>
    public ModelIncident? Incident => incident;

    /// <summary>State on its host; null while the host has no record.</summary>
    public KscTaskState? State { get; set; }

    /// <summary>Deleted, or rotated away.</summary>
    public bool IsGone { get; set; }
}
