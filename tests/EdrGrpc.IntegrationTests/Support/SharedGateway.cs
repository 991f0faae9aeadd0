using Xunit;

namespace EdrGrpc.IntegrationTests.Support;

/// <summary>One gateway for all tests of a class, for tests that neither disturb each other nor KSC.</summary>
public sealed class SharedGateway : IAsyncLifetime
{
    internal Gateway Gateway { get; private set; } = null!;

    public async ValueTask InitializeAsync() => Gateway = await Gateway.StartAsync();

    public ValueTask DisposeAsync() => Gateway.DisposeAsync();
}
