using EdrGrpc.IntegrationTests.Support;
using Grpc.Core;
using Xunit;
using V1 = Grpc.Reflection.V1;
using V1Alpha = Grpc.Reflection.V1Alpha;

namespace EdrGrpc.IntegrationTests.Surface;

/// <summary>Reflection in both versions: older clients know v1alpha only, newer ones ask v1 first.</summary>
public sealed class ReflectionTests(SharedGateway shared) : IClassFixture<SharedGateway>
{
    private static readonly string[] Services = ["edr.response.v1.AdminService", "edr.response.v1.KscService", "edr.response.v1.ResponseService", "grpc.health.v1.Health"];

    [Fact]
    public async Task ListServices_V1_NamesThemAll()
    {
        using var call = new V1.ServerReflection.ServerReflectionClient(shared.Gateway.Channel).ServerReflectionInfo(Gateway.Options());
        await call.RequestStream.WriteAsync(new V1.ServerReflectionRequest { ListServices = "" });
        await call.RequestStream.CompleteAsync();

        Assert.True(await call.ResponseStream.MoveNext(TestContext.Current.CancellationToken));
        var names = call.ResponseStream.Current.ListServicesResponse.Service.Select(service => service.Name).ToList();
        Assert.Equal(Services, names.Intersect(Services).Order());
    }

    [Fact]
    public async Task ListServices_V1Alpha_NamesThemAll()
    {
        using var call = new V1Alpha.ServerReflection.ServerReflectionClient(shared.Gateway.Channel).ServerReflectionInfo(Gateway.Options());
        await call.RequestStream.WriteAsync(new V1Alpha.ServerReflectionRequest { ListServices = "" });
        await call.RequestStream.CompleteAsync();

        Assert.True(await call.ResponseStream.MoveNext(TestContext.Current.CancellationToken));
        var names = call.ResponseStream.Current.ListServicesResponse.Service.Select(service => service.Name).ToList();
        Assert.Equal(Services, names.Intersect(Services).Order());
    }

    [Fact]
    public async Task FileContainingSymbol_OfTheService_BringsItsFileAndImports()
    {
        using var call = new V1.ServerReflection.ServerReflectionClient(shared.Gateway.Channel).ServerReflectionInfo(Gateway.Options());
        await call.RequestStream.WriteAsync(new V1.ServerReflectionRequest { FileContainingSymbol = "edr.response.v1.ResponseService" });
        await call.RequestStream.CompleteAsync();

        Assert.True(await call.ResponseStream.MoveNext(TestContext.Current.CancellationToken));
        var files = call.ResponseStream.Current.FileDescriptorResponse.FileDescriptorProto
            .Select(Google.Protobuf.Reflection.FileDescriptorProto.Parser.ParseFrom).Select(file => file.Name).ToList();
        Assert.Contains("edr/response/v1/response_service.proto", files);
    }

    [Theory]
    [InlineData("google.rpc.ErrorInfo")]
    [InlineData("google.rpc.BadRequest")]
    public async Task FileContainingSymbol_OfAnErrorDetail_IsKnown_SoThatToolsCanPrintErrors(string symbol)
    {
        using var call = new V1.ServerReflection.ServerReflectionClient(shared.Gateway.Channel).ServerReflectionInfo(Gateway.Options());
        await call.RequestStream.WriteAsync(new V1.ServerReflectionRequest { FileContainingSymbol = symbol });
        await call.RequestStream.CompleteAsync();

        Assert.True(await call.ResponseStream.MoveNext(TestContext.Current.CancellationToken));
        Assert.NotNull(call.ResponseStream.Current.FileDescriptorResponse);
    }
}
