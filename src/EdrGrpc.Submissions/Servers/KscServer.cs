using EdrGrpc.Ksc;

namespace EdrGrpc.Submissions.Servers;

/// <summary>One configured KSC connection.</summary>
/// <param name="Name">Used in requests.</param>
/// <param name="Address">host:port of the Administration Server.</param>
/// <param name="VirtualServer">Virtual server, "" for the main one.</param>
/// <param name="CertificateCheck">How its certificate is checked.</param>
/// <param name="Client">The client.</param>
public sealed record KscServer(string Name, string Address, string VirtualServer, CertificateCheck CertificateCheck, IKscClient Client);
