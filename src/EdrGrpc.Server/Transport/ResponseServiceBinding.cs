using Grpc.Core;

namespace EdrGrpc.Server.Transport;

/// <summary>How ResponseService is bound; found by its name from the attribute of the service.</summary>
public static class ResponseServiceBinding
{
    /// <summary>Looked for by reflection and JSON transcoding beside <see cref="BindService"/>.</summary>
    public static Google.Protobuf.Reflection.ServiceDescriptor Descriptor => Contract.V1.ResponseService.Descriptor;

    /// <summary>Binds the RPCs.</summary>
    public static void BindService(ServiceBinderBase binder, Contract.V1.ResponseService.ResponseServiceBase service) =>
        Contract.V1.ResponseService.BindService(new CheckedBinder(binder), service);
}
