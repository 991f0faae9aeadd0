using Grpc.Core;

namespace EdrGrpc.Server.Transport;

/// <summary>How KscService is bound; found by its name from the attribute of the service.</summary>
public static class KscServiceBinding
{
    /// <summary>Looked for by reflection and JSON transcoding beside <see cref="BindService"/>.</summary>
    public static Google.Protobuf.Reflection.ServiceDescriptor Descriptor => Contract.V1.KscService.Descriptor;

    /// <summary>Binds the RPCs.</summary>
    public static void BindService(ServiceBinderBase binder, Contract.V1.KscService.KscServiceBase service) =>
        Contract.V1.KscService.BindService(new CheckedBinder(binder), service);
}
