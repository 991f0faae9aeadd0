namespace EdrGrpc.Server.Validation;

/// <summary>What validation depends on besides the contract.</summary>
public sealed record ValidationOptions
{
    /// <summary>
    /// Setting Ksc:AllowUndocumentedForms, default false: take forms that the vendor does not document, a hash without a path and
    /// wildcards and %variables% in the paths of get, delete, quarantine and terminate. GetCapabilities says so.
    /// </summary>
    public bool AllowUndocumentedForms { get; init; }
}
