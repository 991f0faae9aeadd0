namespace EdrGrpc.Ksc.Simulator;

/// <summary>An incident as hooks of the test see it.</summary>
/// <param name="Id">KLINCDT_ID.</param>
/// <param name="HostId">KLHST_WKS_HOSTNAME.</param>
/// <param name="Added">KLINCDT_ADDED.</param>
/// <param name="Body">KLINCDT_BODY.</param>
/// <param name="Severity">KLINCDT_SEVERITY.</param>
/// <param name="Foreign">True when the test added it, not a client.</param>
public sealed record SimulatedIncident(int Id, string HostId, DateTimeOffset Added, string Body, int Severity, bool Foreign);
