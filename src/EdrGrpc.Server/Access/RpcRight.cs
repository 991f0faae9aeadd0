namespace EdrGrpc.Server.Access;

/// <summary>What an RPC needs. What it is about is looked at by its handler.</summary>
internal enum RpcRight
{
    /// <summary>Any role of the policy.</summary>
    AnyRole,

    /// <summary>A role that grants some task; which and where is decided for each action.</summary>
    Submit,

    /// <summary>A role that may read; whose submissions is decided for each.</summary>
    Read,

    /// <summary>A role that may cancel.</summary>
    Cancel,

    /// <summary>A role that may approve.</summary>
    Approve,

    /// <summary>A role with admin = true.</summary>
    Admin,
}
