namespace EdrGrpc.Tests.Model;

/// <summary>An incident in the model KSC.</summary>
/// <param name="Id">KLINCDT_ID.</param>
/// <param name="HostId">Its host.</param>
/// <param name="Added">KLINCDT_ADDED.</param>
/// <param name="Body">KLINCDT_BODY.</param>
/// <param name="Request">The request it came from; null for one of somebody else.</param>
internal sealed record ModelIncident(int Id, string HostId, DateTimeOffset Added, string Body, ModelRequest? Request);
