using System.Text.Json;
using EdrGrpc.Contract.V1;
using Google.Protobuf;
using Google.Rpc;
using Grpc.Core;

namespace EdrGrpc.Client.Conformance;

/// <summary>The steps of scenario.json, through the package as its users have it.</summary>
internal sealed class Steps(string address, string caFile, string token, string controlUrl) : IDisposable
{
    private readonly EdrResponseClient _client = Connect(address, caFile, token);

    public Task PlayAsync(string name, JsonElement step) => name switch
    {
        "submit-nine-kinds" => NineKindsAsync(step),
        "bad-request" => BadRequestAsync(step),
        "bad-request-cut" => BadRequestCutAsync(step),
        "duplicate-request-id" => DuplicateAsync(step),
        "submit-and-watch" => SubmitAndWatchAsync(step),
        "watch-resumes" => WatchResumesAsync(step),
        "deadline" => DeadlineAsync(step),
        "cancel-call" => CancelCallAsync(),
        "cancel-submission" => CancelSubmissionAsync(step),
        "list-pages" => ListPagesAsync(step),
        "unauthenticated" => UnauthenticatedAsync(step),
        "unicode-path" => UnicodePathAsync(step),
        _ => throw new NotSupportedException($"This runner does not know the step {name}."),
    };

    public void Dispose() => _client.Dispose();

    private static EdrResponseClient Connect(string address, string caFile, string? token) => new(new EdrResponseClientOptions
    {
        Address = address,
        CaCertificateFile = caFile,
        TokenProvider = token is null ? null : _ => Task.FromResult(token),
    });

    private static T Read<T>(JsonElement element)
        where T : IMessage, new() => JsonParser.Default.Parse<T>(element.GetRawText());

    private static SubmitRequest Fresh(JsonElement request)
    {
        var message = Read<SubmitRequest>(request);
        message.RequestId = Guid.NewGuid().ToString();
        return message;
    }

    // States as scenario.json names them.
    private static SubmissionState StateOf(JsonElement name) =>
        (SubmissionState)SubmissionReflection.Descriptor.EnumTypes.Single(type => type.Name == nameof(SubmissionState)).FindValueByName(name.GetString()).Number;

    private async Task NineKindsAsync(JsonElement step)
    {
        foreach (var request in step.GetProperty("requests").EnumerateArray())
        {
            var answer = await _client.SubmitAsync(Fresh(request));
            Expect.True(answer.Submission.SubmissionId.Length > 0);
            Expect.True(answer.Submission.State != SubmissionState.Unspecified);
            Expect.Equal(false, answer.Deduplicated);
        }
    }

    private async Task BadRequestAsync(JsonElement step)
    {
        var error = await Expect.RefusedAsync(
            StatusCode.InvalidArgument, step.GetProperty("reason").GetString(), () => _client.SubmitAsync(Read<SubmitRequest>(step.GetProperty("request"))));
        var fields = error.FieldViolations.Select(one => one.Field).Order(StringComparer.Ordinal).ToList();
        Expect.Sequence(step.GetProperty("fields").EnumerateArray().Select(field => field.GetString()!).Order(StringComparer.Ordinal), fields);
        Expect.Equal(step.GetProperty("domain").GetString(), error.Details!.GetDetail<ErrorInfo>().Domain);
    }

    private async Task BadRequestCutAsync(JsonElement step)
    {
        var count = step.GetProperty("count").GetInt32();
        var batch = new SubmitBatchRequest { Items = { Enumerable.Range(0, count).Select(_ => Read<BatchItem>(step.GetProperty("item"))) } };
        var error = await Expect.RefusedAsync(StatusCode.InvalidArgument, null, async () => await _client.Responses.SubmitBatchAsync(batch));
        Expect.Equal((2 * count).ToString(), error.Metadata["violations"]);
        Expect.Equal(error.FieldViolations.Count.ToString(), error.Metadata["listed"]);
        Expect.True(error.FieldViolations.Count is > 0 && error.FieldViolations.Count < 2 * count);
    }

    private async Task DuplicateAsync(JsonElement step)
    {
        var request = Fresh(step.GetProperty("request"));
        var first = await _client.SubmitAsync(request);
        var second = await _client.SubmitAsync(request);
        Expect.Equal(true, second.Deduplicated);
        Expect.Equal(first.Submission.SubmissionId, second.Submission.SubmissionId);
        var changed = Read<SubmitRequest>(step.GetProperty("changed"));
        changed.RequestId = request.RequestId;
        await Expect.RefusedAsync(StatusCode.AlreadyExists, step.GetProperty("reason").GetString(), () => _client.SubmitAsync(changed));
    }

    private async Task SubmitAndWatchAsync(JsonElement step)
    {
        var request = Fresh(step.GetProperty("request"));
        using var call = _client.Responses.SubmitAndWatch(new SubmitAndWatchRequest { RequestId = request.RequestId, Action = request.Action });
        var messages = new List<SubmitAndWatchResponse>();
        while (await call.ResponseStream.MoveNext(CancellationToken.None))
        {
            messages.Add(call.ResponseStream.Current);
        }

        Expect.True(messages[0].Submitted?.Submission.SubmissionId.Length > 0);
        Expect.Equal(1, messages.Count(message => message.CaughtUp is not null));
        var events = messages.Where(message => message.Event is not null).Select(message => message.Event).ToList();
        Expect.Sequence(events.Select(one => one.Revision).Distinct().Order(), events.Select(one => one.Revision).ToList());
        var expected = step.GetProperty("states").EnumerateArray().Select(StateOf).ToList();
        Expect.Sequence(expected, events.Select(one => one.State).Distinct().Where(expected.Contains).ToList());
        Expect.Equal(StateOf(step.GetProperty("final")), events[^1].State);
    }

    private async Task WatchResumesAsync(JsonElement step)
    {
        var submitted = await _client.SubmitAsync(Fresh(step.GetProperty("request")));
        var seen = new List<SubmissionEvent>();
        await foreach (var watched in _client.WatchSubmissionAsync(submitted.Submission.SubmissionId))
        {
            seen.Add(watched.Event);
            if (seen.Count == 1)
            {
                using var http = new HttpClient();
                using var answer = await http.PostAsync(new Uri(controlUrl + "/restart"), null);
                Expect.Equal(204, (int)answer.StatusCode);
            }
        }

        Expect.Equal(StateOf(step.GetProperty("final")), seen[^1].State);
        var again = new List<long>();
        await foreach (var watched in _client.WatchSubmissionAsync(submitted.Submission.SubmissionId))
        {
            again.Add(watched.Event.Revision);
        }

        Expect.Sequence(again, seen.Select(one => one.Revision).ToList());
    }

    private async Task DeadlineAsync(JsonElement step)
    {
        var deadline = TimeProvider.System.GetUtcNow().UtcDateTime.AddMilliseconds(step.GetProperty("milliseconds").GetInt32());
        using var call = _client.Responses.WatchSubmissions(new WatchSubmissionsRequest(), deadline: deadline);
        await Expect.RefusedAsync(StatusCode.DeadlineExceeded, null, async () =>
        {
            while (await call.ResponseStream.MoveNext(CancellationToken.None))
            {
            }
        });
    }

    private async Task CancelCallAsync()
    {
        using var cancel = new CancellationTokenSource();
        using var call = _client.Responses.WatchSubmissions(new WatchSubmissionsRequest(), cancellationToken: cancel.Token);
        Expect.True(await call.ResponseStream.MoveNext(CancellationToken.None));
        await cancel.CancelAsync();
        await Expect.RefusedAsync(StatusCode.Cancelled, null, async () =>
        {
            while (await call.ResponseStream.MoveNext(CancellationToken.None))
            {
            }
        });
    }

    private async Task CancelSubmissionAsync(JsonElement step)
    {
        var submitted = await _client.SubmitAsync(Fresh(step.GetProperty("request")));
        var request = new CancelSubmissionRequest { SubmissionId = submitted.Submission.SubmissionId, Reason = "conformance" };
        var answer = await _client.Responses.CancelSubmissionAsync(request);
        Expect.Equal(StateOf(step.GetProperty("state")), answer.Submission.State);
        Expect.Equal(answer, await _client.Responses.CancelSubmissionAsync(request));

        var ended = await _client.SubmitAndWaitAsync(Fresh(step.GetProperty("finished")));
        Expect.True(ended.State.IsFinal());
        await Expect.RefusedAsync(
            StatusCode.FailedPrecondition,
            step.GetProperty("reason").GetString(),
            async () => await _client.Responses.CancelSubmissionAsync(new CancelSubmissionRequest { SubmissionId = ended.SubmissionId }));
    }

    private async Task ListPagesAsync(JsonElement step)
    {
        var run = Guid.NewGuid().ToString();
        var batch = new SubmitBatchRequest { RequestId = Guid.NewGuid().ToString(), Context = new Context { Labels = { ["run"] = run } } };
        for (var id = 1; id <= 5; id++)
        {
            var item = Read<BatchItem>(step.GetProperty("item"));
            item.ItemId = id.ToString();
            batch.Items.Add(item);
        }

        await _client.Responses.SubmitBatchAsync(batch);
        var pages = new List<string>();
        var request = new ListSubmissionsRequest { PageSize = step.GetProperty("pageSize").GetInt32(), Filter = new SubmissionFilter { Labels = { ["run"] = run } } };
        do
        {
            var page = await _client.Responses.ListSubmissionsAsync(request);
            pages.Add(string.Join(' ', page.Submissions.Select(one => one.BatchItemId)));
            request.PageToken = page.NextPageToken;
        }
        while (request.PageToken.Length > 0);
        Expect.Sequence(["5 4", "3 2", "1"], pages);
    }

    private async Task UnauthenticatedAsync(JsonElement step)
    {
        var request = Fresh(step.GetProperty("request"));
        foreach (var wrong in new[] { null, step.GetProperty("wrongToken").GetString() })
        {
            using var stranger = Connect(address, caFile, wrong);
            var error = await Expect.RefusedAsync(StatusCode.Unauthenticated, step.GetProperty("reason").GetString(), () => stranger.SubmitAsync(request));
            Expect.Equal(step.GetProperty("domain").GetString(), error.Details!.GetDetail<ErrorInfo>().Domain);
        }

        Expect.Equal(false, (await _client.SubmitAsync(request)).Deduplicated);
    }

    private async Task UnicodePathAsync(JsonElement step)
    {
        var request = Fresh(step.GetProperty("request"));
        var submitted = await _client.SubmitAsync(request);
        var answer = await _client.Responses.GetSubmissionAsync(new GetSubmissionRequest { SubmissionId = submitted.Submission.SubmissionId });
        Expect.Equal(request.Action.GetFile.Path, answer.Submission.Action.GetFile.Path);
    }
}
