using EdrGrpc.Contract.V1;
using EdrGrpc.IntegrationTests.Support;
using EdrGrpc.IntegrationTests.Watch;
using Xunit;

namespace EdrGrpc.IntegrationTests.StoreTrouble;

/// <summary>The file or its disk goes away under a running server. What would then be committed could not be found again: it must not be acknowledged.</summary>
public sealed class MissingFileTests
{
    private const string NotInPlace = "is not at its place any more";

    [Fact]
    public async Task FileMovedAwayAndBack_IsRefusedBetween()
    {
        await using var gateway = await TroubledGateway.StartAsync();
        var acknowledged = new List<string> { (await gateway.SubmitAsync(gateway.Isolate(0))).SubmissionId };
        await gateway.EndOfAsync(acknowledged[0]);
        File.Move(gateway.StorePath, gateway.StorePath + ".away");
        await gateway.AssertDownAsync(NotInPlace);
        File.Move(gateway.StorePath + ".away", gateway.StorePath);

        await RecoversAsync(gateway, acknowledged);
    }

    [Theory]
    [InlineData("")]
    [InlineData("-wal")]
    public async Task FileDeleted_NothingMoreIsAcknowledged(string which)
    {
        await using var gateway = await TroubledGateway.StartAsync();
        await gateway.EndOfAsync((await gateway.SubmitAsync(gateway.Isolate(0))).SubmissionId);
        File.Delete(gateway.StorePath + which);
        var sent = gateway.Simulator.Ledger.Count;

        await gateway.AssertDownAsync(NotInPlace);

        Assert.Equal(sent, gateway.Simulator.Ledger.Count);
    }

    [Fact]
    public async Task DiskReplacedUnderUs_IsRefusedUntilItIsBack()
    {
        using var disk = SmallDisk.TryMount(8);
        if (disk is null)
        {
            // No right to mount: the file's way out is tested above.
            return;
        }

        await using var gateway = await TroubledGateway.StartAsync(Path.Combine(disk.Folder, "gateway.db"));
        var acknowledged = new List<string> { (await gateway.SubmitAsync(gateway.Isolate(0))).SubmissionId };
        await gateway.EndOfAsync(acknowledged[0]);
        disk.Hide();
        await gateway.AssertDownAsync(NotInPlace);
        disk.Show();

        await RecoversAsync(gateway, acknowledged);
    }

    private static async Task RecoversAsync(Gateway gateway, List<string> acknowledged)
    {
        acknowledged.Add((await gateway.SubmitAsync(gateway.Isolate(0, enable: false))).SubmissionId);
        await gateway.AssertUpAsync();
        Assert.Equal(SubmissionState.Succeeded, (await gateway.EndOfAsync(acknowledged[^1])).State);
        await gateway.AssertHoldsAsync(acknowledged);
    }
}
