using EdrGrpc.Server.Validation;
using Google.Protobuf.Reflection;
using Xunit;
using V1 = EdrGrpc.Contract.V1;

namespace EdrGrpc.Tests.Contract;

/// <summary>Walks the service descriptors: a new RPC without a rule fails here.</summary>
public sealed class RpcCoverageTests
{
    public static TheoryData<string> Methods => [.. Services.SelectMany(service => service.Methods).Select(method => method.FullName)];

    private static IEnumerable<ServiceDescriptor> Services => [V1.ResponseService.Descriptor, V1.KscService.Descriptor, V1.AdminService.Descriptor];

    [Theory]
    [MemberData(nameof(Methods))]
    public void EveryRpc_HasAValidator(string method)
    {
        var descriptor = Services.SelectMany(service => service.Methods).Single(candidate => candidate.FullName == method);
        var validators = new RequestValidators(new ValidationOptions());
        Assert.Contains(descriptor.InputType.ClrType, validators.RequestTypes);
    }

    [Theory]
    [MemberData(nameof(Methods))]
    public void EveryRpc_IsImplemented(string method)
    {
        var name = method[(method.LastIndexOf('.') + 1)..];
        var service = method.Split('.')[^2];
        var type = typeof(RequestValidators).Assembly.GetType($"EdrGrpc.Server.Services.{service}", throwOnError: true)!;
        Assert.Equal(type, type.GetMethod(name)!.DeclaringType);
    }

    [Theory]
    [MemberData(nameof(Methods))]
    public void EveryRpc_HasAnHttpMapping(string method)
    {
        var descriptor = Services.SelectMany(service => service.Methods).Single(candidate => candidate.FullName == method);
        Assert.NotNull(descriptor.GetOptions().GetExtension(Google.Api.AnnotationsExtensions.Http));
    }

    [Theory]
    [MemberData(nameof(Methods))]
    public void EveryRpc_HasARight(string method)
    {
        var slash = method.LastIndexOf('.');
        Assert.NotNull(EdrGrpc.Server.Access.RpcRights.Of($"/{method[..slash]}/{method[(slash + 1)..]}"));
    }
}
