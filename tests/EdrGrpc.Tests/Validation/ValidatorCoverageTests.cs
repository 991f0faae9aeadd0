using EdrGrpc.Contract.V1;
using EdrGrpc.Server.Validation;
using Google.Protobuf.Reflection;
using Xunit;

namespace EdrGrpc.Tests.Validation;

public sealed class ValidatorCoverageTests
{
    public static TheoryData<string> Methods =>
        [.. Services().SelectMany(s => s.Methods).Select(m => $"{m.Service.Name}.{m.Name}")];

    [Theory]
    [MemberData(nameof(Methods))]
    public void Rpc_HasAValidatorForItsRequest(string method)
    {
        var descriptor = Services().SelectMany(s => s.Methods).Single(m => string.Equals($"{m.Service.Name}.{m.Name}", method, StringComparison.Ordinal));
        Assert.Contains(descriptor.InputType.ClrType, new RequestValidators(new ValidationOptions()).RequestTypes);
    }

    [Fact]
    public void Registry_HoldsNothingElse() =>
        Assert.Equal(
            Services().SelectMany(s => s.Methods).Select(m => m.InputType.ClrType.Name).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal),
            new RequestValidators(new ValidationOptions()).RequestTypes.Select(t => t.Name).Order(StringComparer.Ordinal));

    [Fact]
    public void UnknownRequest_Throws() =>
        Assert.Throws<InvalidOperationException>(() => new RequestValidators(new ValidationOptions()).For<SubmitResponse>());

    private static IEnumerable<ServiceDescriptor> Services() => [.. ResponseServiceReflection.Descriptor.Services, .. KscServiceReflection.Descriptor.Services, .. AdminServiceReflection.Descriptor.Services];
}
