using Google.Rpc;
using global::Grpc.Reflection;

namespace EdrGrpc.Server.Hosting;

/// <summary>
/// Reflection that also knows the messages inside Any: grpcurl and buf curl ask for google.rpc.ErrorInfo when a submission carries an error, and print
/// nothing at all when the server does not know it. The framework's registration holds only what services import.
/// </summary>
internal static class ReflectionHosting
{
    private static readonly Google.Protobuf.Reflection.ServiceDescriptor[] Services =
    [
        Contract.V1.ResponseService.Descriptor, Contract.V1.KscService.Descriptor, Contract.V1.AdminService.Descriptor, global::Grpc.Health.V1.Health.Descriptor,
        global::Grpc.Reflection.V1.ServerReflection.Descriptor, global::Grpc.Reflection.V1Alpha.ServerReflection.Descriptor,
    ];

    public static void AddReflection(this IServiceCollection services)
    {
        var names = Services.Select(service => service.FullName).ToList();
        var symbols = SymbolRegistry.FromFiles(Services.Select(service => service.File).Append(ErrorDetailsReflection.Descriptor));
        services.AddSingleton(new ReflectionServiceImpl(names, symbols));
        services.AddSingleton(new ReflectionV1ServiceImpl(names, symbols));
        services.AddGrpcReflection();
    }
}
