using EdrGrpc.Ksc;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace EdrGrpc.Tests.Ksc;

public sealed class FencedContentTests : IDisposable
{
    private readonly FakeTimeProvider _time = new();
    private readonly MemoryStream _written = new();

    [Fact]
    public async Task Write_BeforeTheFence_WritesOnce()
    {
        using var content = Create(SendFence.After(_time, TimeSpan.FromSeconds(1)));

        await content.CopyToAsync(_written, TestContext.Current.CancellationToken);

        Assert.Equal("body"u8, _written.ToArray());
        Assert.False(content.Seal());
        await Assert.ThrowsAsync<InvalidOperationException>(() => content.CopyToAsync(_written, TestContext.Current.CancellationToken));
        Assert.Equal(4, _written.Length);
    }

    [Fact]
    public async Task Write_AtTheFence_WritesNothing()
    {
        using var content = Create(SendFence.After(_time, TimeSpan.FromSeconds(1)));
        _time.Advance(TimeSpan.FromSeconds(1));

        await Assert.ThrowsAsync<KscNotSentException>(() => content.CopyToAsync(_written, TestContext.Current.CancellationToken));

        Assert.Equal(0, _written.Length);
        Assert.True(content.Seal());
    }

    [Fact]
    public async Task Write_AfterSeal_WritesNothing()
    {
        using var content = Create(SendFence.After(_time, TimeSpan.FromSeconds(1)));

        Assert.True(content.Seal());

        await Assert.ThrowsAsync<InvalidOperationException>(() => content.CopyToAsync(_written, TestContext.Current.CancellationToken));
        Assert.Equal(0, _written.Length);
        Assert.True(content.Seal());
    }

    [Fact]
    public async Task Write_WithAnObjection_WritesNothing()
    {
        using var content = new FencedContent("body"u8.ToArray(), SendFence.After(_time, TimeSpan.FromSeconds(1)), () => "no");

        var e = await Assert.ThrowsAsync<KscNotSentException>(() => content.CopyToAsync(_written, TestContext.Current.CancellationToken));

        Assert.Contains("no", e.Message, StringComparison.Ordinal);
        Assert.Equal(0, _written.Length);
    }

    public void Dispose() => _written.Dispose();

    private static FencedContent Create(SendFence fence) => new("body"u8.ToArray(), fence, () => null);
}
