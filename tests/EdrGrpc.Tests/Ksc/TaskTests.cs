using EdrGrpc.Ksc;
using EdrGrpc.Ksc.Simulator;
using Xunit;

namespace EdrGrpc.Tests.Ksc;

public sealed class TaskTests
{
    [Fact(Timeout = 60_000)]
    public async Task Task_IsListedReadAndFollowed()
    {
        await using var ksc = await KscFixture.StartAsync();
        var id = Text(ksc.Server.AddForeignTask(ksc.Host.Id, "[Response][KUMA] isolateHost - now - 1"));

        Assert.Equal(id, Assert.Single(await ksc.Client.GetTasksOfHostAsync(ksc.Host.Id, TestContext.Current.CancellationToken)));
        var task = await ksc.Client.GetTaskAsync(id, TestContext.Current.CancellationToken);
        Assert.Equal((id, "[Response][KUMA] isolateHost - now - 1"), (task!.Id, task.DisplayName));
        Assert.NotNull(task.CreatedUtc);
        Assert.NotEqual("", task.Product);
        var state = await ksc.Client.GetTaskHostStateAsync(id, ksc.Host.Id.ToUpperInvariant(), TestContext.Current.CancellationToken);
        Assert.Equal(KscTaskState.Running, state!.State);
        Assert.Null(state.FinishedUtc);
        Assert.Equal(0, ksc.Server.OpenIterators);
    }

    [Fact(Timeout = 60_000)]
    public async Task FailedTask_HasStateAndText()
    {
        await using var ksc = await KscFixture.StartAsync();
        var id = ksc.Server.AddForeignTask(ksc.Host.Id, "task");
        ksc.Server.Tasks.Complete(id, SimulatedOutcome.Fail("the file is in use"));

        var state = await ksc.Client.GetTaskHostStateAsync(Text(id), ksc.Host.Id, TestContext.Current.CancellationToken);
        Assert.Equal((KscTaskState.Failed, "the file is in use"), (state!.State, state.Description));
        Assert.NotNull(state.FinishedUtc);
        Assert.Contains("the file is in use", await ksc.Client.GetTaskFailureTextAsync(Text(id), ksc.Host.Id, TestContext.Current.CancellationToken), StringComparison.Ordinal);
        Assert.Equal(0, ksc.Server.OpenIterators);
    }

    [Fact(Timeout = 60_000)]
    public async Task MissingTask_IsNullOrNotFound()
    {
        await using var ksc = await KscFixture.StartAsync();

        Assert.Null(await ksc.Client.GetTaskAsync("424242", TestContext.Current.CancellationToken));
        Assert.Null(await ksc.Client.GetTaskFailureTextAsync("424242", ksc.Host.Id, TestContext.Current.CancellationToken));
        Assert.True((await Assert.ThrowsAsync<KscApiException>(() => ksc.Client.GetTaskHostStateAsync("424242", ksc.Host.Id, TestContext.Current.CancellationToken))).IsNotFound);
    }

    [Fact(Timeout = 60_000)]
    public async Task HostWithoutRecord_IsNull()
    {
        await using var ksc = await KscFixture.StartAsync();
        var id = ksc.Server.AddForeignTask(ksc.Host.Id, "task");

        Assert.Null(await ksc.Client.GetTaskHostStateAsync(Text(id), ksc.Server.Hosts.All[0].Id, TestContext.Current.CancellationToken));
        Assert.Equal(0, ksc.Server.OpenIterators);
    }

    [Theory(Timeout = 60_000)]
    [InlineData(null)]
    [InlineData(2)]
    public async Task Enumerate_ReadsAllAndReleases(int? stopAfter)
    {
        await using var ksc = await KscFixture.StartAsync(options => options with { MaxSessions = 1 });
        string[] ids = [.. Enumerable.Range(0, 5).Select(i => Text(ksc.Server.AddForeignTask(ksc.Host.Id, $"task {i}")))];
        var seen = new List<KscTaskInfo>();

        await foreach (var task in ksc.Client.EnumerateTasksAsync(TestContext.Current.CancellationToken))
        {
            seen.Add(task);
            if (seen.Count == stopAfter)
            {
                break;
            }
        }

        Assert.Subset(ids.ToHashSet(StringComparer.Ordinal), seen.Select(task => task.Id).ToHashSet(StringComparer.Ordinal));
        Assert.Equal(stopAfter ?? 5, seen.Count);
        Assert.All(seen, task => Assert.StartsWith("task ", task.DisplayName, StringComparison.Ordinal));
        Assert.Equal(0, ksc.Server.OpenIterators);
    }

    [Theory(Timeout = 60_000)]
    [InlineData("Tasks.GetHostStatusRecordRange")]
    [InlineData("Tasks.GetHostStatusRecordsCount")]
    public async Task Iterator_IsReleasedOnFailure(string method)
    {
        await using var ksc = await KscFixture.StartAsync();
        var id = Text(ksc.Server.AddForeignTask(ksc.Host.Id, "task"));
        using var fault = ksc.Server.Faults.On(method).PxgError(1184, "no");

        await Assert.ThrowsAsync<KscApiException>(() => ksc.Client.GetTaskHostStateAsync(id, ksc.Host.Id, TestContext.Current.CancellationToken));

        Assert.Equal(0, ksc.Server.OpenIterators);
    }

    [Fact(Timeout = 60_000)]
    public async Task EmptyDateTimes_AreNull()
    {
        await using var ksc = await KscFixture.StartAsync(server: options => options.EmptyDateTimes = true);
        var id = Text(ksc.Server.AddForeignTask(ksc.Host.Id, "task", SimulatedTaskState.Pending));

        var state = await ksc.Client.GetTaskHostStateAsync(id, ksc.Host.Id, TestContext.Current.CancellationToken);

        Assert.Equal((KscTaskState.Pending, null, null), (state!.State, state.StartedUtc, state.FinishedUtc));
    }

    private static string Text(int id) => id.ToString(System.Globalization.CultureInfo.InvariantCulture);
}
