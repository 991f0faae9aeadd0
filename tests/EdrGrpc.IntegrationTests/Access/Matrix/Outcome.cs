namespace EdrGrpc.IntegrationTests.Access.Matrix;

/// <summary>What a caller hears.</summary>
internal enum Outcome
{
    /// <summary>OK, and lists hold what was asked for.</summary>
    Allowed,

    /// <summary>As if it did not exist: NOT_FOUND, or a list without it.</summary>
    Hidden,

    /// <summary>PERMISSION_DENIED.</summary>
    Denied,

    /// <summary>UNAUTHENTICATED.</summary>
    Unauthenticated,

    /// <summary>Anything else; never expected.</summary>
    Other,
}
