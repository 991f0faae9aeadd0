namespace EdrGrpc.Ksc;

/// <summary>Attributes of incidents (ksc-openapi.md 4.1).</summary>
public static class IncidentAttributes
{
    /// <summary>Int, read-only, sortable.</summary>
    public const string Id = "KLINCDT_ID";

    /// <summary>Int: 1 information, 2 warning, 3 critical. Sortable.</summary>
    public const string Severity = "KLINCDT_SEVERITY";

    /// <summary>Datetime of creation, UTC, whole seconds. Sortable.</summary>
    public const string Added = "KLINCDT_ADDED";

    /// <summary>Text. A full-text attribute since KSC 15: a filter on it is a word search, never equality.</summary>
    public const string Body = "KLINCDT_BODY";

    /// <summary>Bool. Sortable.</summary>
    public const string IsHandled = "KLINCDT_IS_HANDLED";

    /// <summary>Text, the host's id.</summary>
    public const string HostId = HostAttributes.Id;

    internal static readonly string[] Everything = [Id, Severity, Added, Body, IsHandled, HostId];
}
