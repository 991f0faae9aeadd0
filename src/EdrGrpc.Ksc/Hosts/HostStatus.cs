namespace EdrGrpc.Ksc;

/// <summary>Bits of KLHST_WKS_STATUS (ksc-openapi.md 5.2).</summary>
public static class HostStatus
{
    /// <summary>Visible in the network.</summary>
    public const int Visible = 0x1;

    /// <summary>Added to an administration group.</summary>
    public const int InGroup = 0x2;

    /// <summary>The Network Agent is installed.</summary>
    public const int AgentInstalled = 0x4;

    /// <summary>The Network Agent is alive.</summary>
    public const int AgentAlive = 0x8;

    /// <summary>Online and manageable: visible, with an agent that is alive.</summary>
    public const int Online = Visible | AgentInstalled | AgentAlive;
}
