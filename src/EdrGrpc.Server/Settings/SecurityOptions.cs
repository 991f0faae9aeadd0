namespace EdrGrpc.Server.Settings;

/// <summary>Who may reach the server. Section <c>Security</c>.</summary>
public sealed record SecurityOptions
{
    /// <summary>
    /// Callers cannot be authenticated yet, so the server listens on loopback only. True lets it listen on any address, with a warning at every
    /// start: whoever reaches it can delete files and cut off hosts. Default false.
    /// </summary>
    public bool AllowAnonymous { get; set; }
}
