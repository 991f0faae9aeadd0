using Google.Protobuf;
using Google.Protobuf.Reflection;
using Google.Rpc;

namespace EdrGrpc.Cli.Output;

/// <summary>Messages in protobuf's JSON mapping, one line each.</summary>
internal static class JsonText
{
    private static readonly JsonFormatter Formatter = new(JsonFormatter.Settings.Default.WithTypeRegistry(TypeRegistry.FromMessages(
        ErrorInfo.Descriptor, BadRequest.Descriptor, PreconditionFailure.Descriptor, QuotaFailure.Descriptor, ResourceInfo.Descriptor, RetryInfo.Descriptor)));

    public static string Of(IMessage message) => Formatter.Format(message);

    /// <summary>An object of named messages: {"server":…,"status":…}.</summary>
    public static string Object(params ReadOnlySpan<(string Name, IMessage Message)> members)
    {
        var parts = new List<string>();
        foreach (var (name, message) in members)
        {
            parts.Add($"\"{name}\": {Of(message)}");
        }

        return $"{{ {string.Join(", ", parts)} }}";
    }
}
