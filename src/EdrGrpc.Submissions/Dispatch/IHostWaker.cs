namespace EdrGrpc.Submissions.Dispatch;

/// <summary>Tells hosts that they have new work.</summary>
public interface IHostWaker
{
    /// <summary>Returns at once and never throws: what was recorded is answered OK, and a lost wake-up is made good by the sweep.</summary>
    void Wake(HostKey host);
}
