using EdrGrpc.Contract.V1;

namespace EdrGrpc.Client;

/// <summary>ErrorInfo carries the name of an <see cref="ErrorReason"/> without its prefix.</summary>
internal static class ErrorReasonNames
{
    private const string Prefix = "ERROR_REASON_";

    public static ErrorReason Parse(string name) =>
        (ErrorReason)(ErrorReasonReflection.Descriptor.FindTypeByName<Google.Protobuf.Reflection.EnumDescriptor>(nameof(ErrorReason)).FindValueByName(Prefix + name)?.Number ?? 0);
}
