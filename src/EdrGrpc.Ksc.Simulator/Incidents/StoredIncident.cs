namespace EdrGrpc.Ksc.Simulator;

/// <summary>A stored incident.</summary>
internal sealed class StoredIncident
{
    public required int Id { get; init; }

    public required SimulatedHost Host { get; init; }

    public required DateTimeOffset Added { get; set; }

    public required string Body { get; set; }

    public required int Severity { get; set; }

    public bool IsHandled { get; set; }

    public int? UserId { get; init; }

    public bool Foreign { get; init; }

    public bool Deleted { get; set; }

    public SimulatedIncident ToPublic() => new(Id, Host.Id, Added, Body, Severity, Foreign);
}
