using System.Collections.Frozen;
using EdrGrpc.Contract.V1;
using Google.Protobuf.Reflection;
using Google.Rpc;

namespace EdrGrpc.Contract;

/// <summary>The one place that says which gRPC status an <see cref="ErrorReason"/> is sent with: the option on the enum value in the proto.</summary>
public static class ErrorReasons
{
    /// <summary>ErrorInfo.domain of every error.</summary>
    public const string Domain = "edr.response.v1";

    private const string Prefix = "ERROR_REASON_";

    private static readonly FrozenDictionary<ErrorReason, (string Name, Code Status)> Known = ErrorReasonReflection.Descriptor.EnumTypes
        .Single(type => string.Equals(type.Name, nameof(ErrorReason), StringComparison.Ordinal))
        .Values.ToFrozenDictionary(value => (ErrorReason)value.Number, value => (value.Name[Prefix.Length..], StatusOf(value)));

    private static readonly FrozenDictionary<string, ErrorReason> ByName =
        Known.ToFrozenDictionary(pair => pair.Value.Name, pair => pair.Key, StringComparer.Ordinal);

    /// <summary>The reason as it stands in ErrorInfo, for example "HOST_UNRESOLVED".</summary>
    public static string NameOf(ErrorReason reason) => Known[reason].Name;

    /// <summary>The status code it is sent with.</summary>
    public static Code StatusOf(ErrorReason reason) => Known[reason].Status;

    /// <summary>Reads <see cref="NameOf"/> back; Unspecified for an unknown name.</summary>
    public static ErrorReason Parse(string name) => ByName.GetValueOrDefault(name);

    private static Code StatusOf(EnumValueDescriptor value) => value.GetOptions()?.GetExtension(ErrorReasonExtensions.Status) ?? Code.Unknown;
}
