namespace EdrGrpc.Ksc;

/// <summary>KLOAPI types (ksc-openapi.md 2.1).</summary>
internal enum KlValueKind
{
    /// <summary>Only as an argument or an array element, never inside a container.</summary>
    Null,
    String,
    Int,
    Bool,
    Long,
    DateTime,
    Date,
    Binary,
    Float,
    Double,
    Array,
    Params,

    /// <summary>A typed value whose type word this client does not know, kept as its JSON text.</summary>
    Raw,
}
