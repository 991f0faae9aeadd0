namespace EdrGrpc.Ksc;

/// <summary>What a login is bound to (ksc-openapi.md 0.4).</summary>
public enum SessionMode
{
    /// <summary>Session.StartSession and a token in each request; survives a lost connection.</summary>
    Token,

    /// <summary>/login, bound to the TLS connection, as the vendor's Python package does.</summary>
    Connection,
}
