using EdrGrpc.Server.Validation;
using Grpc.Core;

namespace EdrGrpc.Server.Interceptors;

/// <summary>What the interceptors learned of a call, for its handler.</summary>
internal sealed class CallContext
{
    private static readonly object Key = new();

    /// <summary>Ties log lines, metadata of INTERNAL errors and the caller's own id (header x-correlation-id) together.</summary>
    public required string CorrelationId { get; init; }

    /// <summary>Who calls.</summary>
    public string Principal { get; set; } = "";

    /// <summary>The IOC archives that validation inspected, so that no work is done twice.</summary>
    public InspectedArchives Archives { get; set; } = new();

    public static CallContext Of(ServerCallContext context) => (CallContext)context.UserState[Key];

    public static void Attach(ServerCallContext context, CallContext call) => context.UserState[Key] = call;
}
