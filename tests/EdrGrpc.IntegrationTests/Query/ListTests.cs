using EdrGrpc.Contract.V1;
using EdrGrpc.IntegrationTests.Support;
using Google.Protobuf.WellKnownTypes;
using Google.Rpc;
using Grpc.Core;
using Xunit;

namespace EdrGrpc.IntegrationTests.Query;

/// <summary>GetSubmission and ListSubmissions: newest first, in pages, by every filter.</summary>
public sealed class ListTests(SharedGateway shared) : IClassFixture<SharedGateway>
{
    private Gateway Gateway => shared.Gateway;

    [Fact]
    public async Task ListSubmissions_FiftyInPagesOfSeven_GivesEachOnceNewestFirst()
    {
        var labels = await SubmitLabelledAsync("pages", 50);
        var found = new List<string>();
        var request = new ListSubmissionsRequest { PageSize = 7, Filter = Labelled("pages") };
        var sizes = new List<int>();
        do
        {
            var page = await Gateway.Responses.ListSubmissionsAsync(request, Gateway.Options());
            found.AddRange(page.Submissions.Select(submission => submission.SubmissionId));
            sizes.Add(page.Submissions.Count);
            request.PageToken = page.NextPageToken;

            // A new one must not move the pages that follow.
            await Gateway.SubmitAsync(Gateway.Isolate(19));
        }
        while (request.PageToken.Length > 0);

        Assert.Equal(labels.AsEnumerable().Reverse(), found);
        Assert.Equal([7, 7, 7, 7, 7, 7, 7, 1], sizes);
    }

    [Fact]
    public async Task ListSubmissions_ExactlyOnePage_HasNoToken()
    {
        await SubmitLabelledAsync("exact", 5);

        var page = await Gateway.Responses.ListSubmissionsAsync(new ListSubmissionsRequest { PageSize = 5, Filter = Labelled("exact") }, Gateway.Options());

        Assert.Equal(5, page.Submissions.Count);
        Assert.Equal("", page.NextPageToken);
    }

    [Fact]
    public async Task ListSubmissions_TokenOfAnotherFilter_IsRefused()
    {
        await SubmitLabelledAsync("token", 3);
        var page = await Gateway.Responses.ListSubmissionsAsync(new ListSubmissionsRequest { PageSize = 1, Filter = Labelled("token") }, Gateway.Options());

        var refusal = await Refusal.OfAsync(() => Gateway.Responses.ListSubmissionsAsync(
            new ListSubmissionsRequest { PageSize = 1, PageToken = page.NextPageToken, Filter = Labelled("other") }, Gateway.Options()));

        Assert.Equal(StatusCode.InvalidArgument, refusal.Code);
        Assert.Equal("INVALID_CURSOR", refusal.Reason);
        Assert.Equal("page_token", refusal.Metadata["field"]);
    }

    [Fact]
    public async Task ListSubmissions_TokenOfAnotherStore_IsRefused()
    {
        await SubmitLabelledAsync("store", 3);
        var page = await Gateway.Responses.ListSubmissionsAsync(new ListSubmissionsRequest { PageSize = 1 }, Gateway.Options());
        await using var other = await Gateway.StartAsync();

        var refusal = await Refusal.OfAsync(() => other.Responses.ListSubmissionsAsync(
            new ListSubmissionsRequest { PageSize = 1, PageToken = page.NextPageToken }, Gateway.Options()));

        Assert.Equal("INVALID_CURSOR", refusal.Reason);
    }

    [Theory]
    [InlineData("x")]
    [InlineData("not/base64!")]
    [InlineData("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    public async Task ListSubmissions_MalformedToken_IsRefused(string token)
    {
        var refusal = await Refusal.OfAsync(() => Gateway.Responses.ListSubmissionsAsync(new ListSubmissionsRequest { PageToken = token }, Gateway.Options()));

        Assert.Equal("INVALID_CURSOR", refusal.Reason);
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(1001)]
    public async Task ListSubmissions_PageSizeOutOfRange_IsRefused(int size)
    {
        var refusal = await Refusal.OfAsync(() => Gateway.Responses.ListSubmissionsAsync(new ListSubmissionsRequest { PageSize = size }, Gateway.Options()));

        Assert.Equal(["page_size"], refusal.Fields);
    }

    [Fact]
    public async Task ListSubmissions_ByStateHostAndKind_GivesOnlyThose()
    {
        var isolate = await Gateway.SubmitAsync(Gateway.Isolate(14));
        await Gateway.EndOfAsync(isolate.SubmissionId);
        var getFile = await Gateway.SubmitAsync(new ResponseAction { TargetHost = Gateway.HostId(14), GetFile = new GetFile { Path = @"C:\a" } });
        Gateway.Simulator.Hosts.SetOnline(Gateway.HostId(15), online: false);
        var held = await Gateway.SubmitAsync(Gateway.Isolate(15));
        await Gateway.EndOfAsync(getFile.SubmissionId);

        var host = Gateway.HostId(14);
        Assert.Equal([getFile.SubmissionId, isolate.SubmissionId], await ListAsync(new SubmissionFilter { TargetHost = host }));
        Assert.Equal([isolate.SubmissionId], await ListAsync(new SubmissionFilter { TargetHost = host, TaskKinds = { TaskKind.IsolateHost } }));
        Assert.Equal(
            [getFile.SubmissionId, isolate.SubmissionId],
            await ListAsync(new SubmissionFilter { TargetHost = host, TaskKinds = { TaskKind.GetFile, TaskKind.IsolateHost }, States = { SubmissionState.Succeeded } }));
        Assert.Empty(await ListAsync(new SubmissionFilter { TargetHost = host, States = { SubmissionState.Accepted } }));
        Assert.Equal([held.SubmissionId], await ListAsync(new SubmissionFilter { TargetHost = Gateway.HostId(15), States = { SubmissionState.Accepted, SubmissionState.Failed } }));
        Assert.Empty(await ListAsync(new SubmissionFilter { Server = "other" }));
    }

    [Fact]
    public async Task ListSubmissions_ByLabels_WantsAllOfThem()
    {
        var both = await SubmitAsync(("env", "prod"), ("set", "labels"));
        var one = await SubmitAsync(("env", "test"), ("set", "labels"));

        Assert.Equal([one, both], await ListAsync(Labelled("labels")));
        Assert.Equal([both], await ListAsync(new SubmissionFilter { Labels = { ["set"] = "labels", ["env"] = "prod" } }));
        Assert.Empty(await ListAsync(new SubmissionFilter { Labels = { ["set"] = "LABELS" } }));
    }

    [Fact]
    public async Task ListSubmissions_ByCreatedRange_IncludesFromAndExcludesTo()
    {
        await SubmitLabelledAsync("range", 3);
        var all = (await Gateway.Responses.ListSubmissionsAsync(new ListSubmissionsRequest { Filter = Labelled("range") }, Gateway.Options())).Submissions;
        var middle = all[1].CreateTime;

        var from = Labelled("range");
        from.CreateTimeFrom = middle;
        var to = Labelled("range");
        to.CreateTimeTo = middle;
        var later = Labelled("range");
        later.CreateTimeFrom = (TimeProvider.System.GetUtcNow() + TimeSpan.FromHours(1)).ToTimestamp();

        Assert.Contains(all[1].SubmissionId, await ListAsync(from));
        Assert.Contains(all[0].SubmissionId, await ListAsync(from));
        Assert.DoesNotContain(all[1].SubmissionId, await ListAsync(to));
        Assert.Empty(await ListAsync(later));
        Assert.Equal(3, (await ListAsync(from)).Union(await ListAsync(to)).Count());
    }

    [Fact]
    public async Task GetSubmission_UnknownOrMalformed_IsRefused()
    {
        var id = Guid.NewGuid().ToString();

        var unknown = await Refusal.OfAsync(() => Gateway.Responses.GetSubmissionAsync(new GetSubmissionRequest { SubmissionId = id }, Gateway.Options()));
        var malformed = await Refusal.OfAsync(() => Gateway.Responses.GetSubmissionAsync(new GetSubmissionRequest(), Gateway.Options()));

        Assert.Equal(StatusCode.NotFound, unknown.Code);
        Assert.Equal("SUBMISSION_NOT_FOUND", unknown.Reason);
        Assert.Equal(id, unknown.Status.GetDetail<ResourceInfo>()!.ResourceName);
        Assert.Equal(["submission_id"], malformed.Fields);
    }

    private static SubmissionFilter Labelled(string set) => new() { Labels = { ["set"] = set } };

    private async Task<List<string>> SubmitLabelledAsync(string set, int count)
    {
        var ids = new List<string>();
        for (var index = 0; index < count; index++)
        {
            ids.Add(await SubmitAsync(("set", set)));
        }

        return ids;
    }

    private async Task<string> SubmitAsync(params (string Key, string Value)[] labels)
    {
        var request = new SubmitRequest { Action = Gateway.Isolate(18), Context = new Context() };
        request.Context.Labels.Add(labels.ToDictionary(label => label.Key, label => label.Value));
        return (await Gateway.Responses.SubmitAsync(request, Gateway.Options())).Submission.SubmissionId;
    }

    private async Task<List<string>> ListAsync(SubmissionFilter filter) =>
        (await Gateway.Responses.ListSubmissionsAsync(new ListSubmissionsRequest { Filter = filter }, Gateway.Options()))
        .Submissions.Select(submission => submission.SubmissionId).ToList();
}
