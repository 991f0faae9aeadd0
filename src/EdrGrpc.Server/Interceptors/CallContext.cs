using EdrGrpc.Server.Validation;
using Grpc.Core;

namespace EdrGrpc.Server.Interceptors;

/// <summary>What the interceptors learned of a call, for its handler.</summary>
internal sealed class CallContext
{
    private static readonly object Key = new();

    /// <summary>Ties log lines, metadata of INTERNAL errors and the caller's own id (header x-correlation-id) together.</summary>
    public required string CorrelationId { get; init; }

    /// <summary>Who calls, and how that is known.</summary>
    public Access.CallIdentity Identity { get; set; } = new(new(""), "", null, default);

    /// <summary>Address of the caller.</summary>
    public string Peer { get; set; } = "";

    /// <summary>Name of the caller.</summary>
    public string Principal => Identity.Subject.Principal;

    /// <summary>The IOC archives that validation inspected, so that no work is done twice.</summary>
    public InspectedArchives Archives { get; set; } = new();

    public static CallContext Of(ServerCallContext context) => (CallContext)context.UserState[Key];

    public static void Attach(ServerCallContext context, CallContext call) => context.UserState[Key] = call;
}
