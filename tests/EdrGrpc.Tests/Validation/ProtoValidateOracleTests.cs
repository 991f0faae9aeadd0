using System.Text.RegularExpressions;
using Buf.Validate;
using CsCheck;
using EdrGrpc.Contract.V1;
using EdrGrpc.Server.Validation;
using Google.Protobuf;
using Google.Protobuf.Reflection;
using Xunit;

namespace EdrGrpc.Tests.Validation;

/// <summary>
/// The rules are published in the protos and checked by hand-written code: on generated requests both must find the same bad fields.
/// ProtoValidate evaluates the annotations; it is right and 500 times too slow for the request path.
/// </summary>
public sealed partial class ProtoValidateOracleTests
{
    private const int Iterations = 1800;

    private static readonly ProtoValidate.Validator Oracle = new(new ProtoValidate.ValidatorOptions
    {
        PreLoadDescriptors = true,
        FileDescriptors = [ResponseServiceReflection.Descriptor, KscServiceReflection.Descriptor, ActionReflection.Descriptor, SubmissionReflection.Descriptor],
    });

    private static readonly RequestValidators Validators = new(new ValidationOptions());

    [Fact]
    public void Submit_AgreesWithTheAnnotations() => RequestGenerators.Submit.Sample(Agrees, iter: Iterations, print: Print);

    [Fact]
    public void SubmitAndWatch_AgreesWithTheAnnotations() =>
        RequestGenerators.Submit.Select(s => new SubmitAndWatchRequest { RequestId = s.RequestId, Server = s.Server, Action = s.Action, Context = s.Context })
            .Sample(Agrees, iter: Iterations / 3, print: Print);

    [Fact]
    public void Paths_AgreeWithTheAnnotations() =>
        Gen.Select(RequestGenerators.Path, Gen.Int[0, 5]).Sample(
            (path, task) => Agrees(new SubmitRequest { Action = RequestGenerators.WithPath(path, task) }), iter: Iterations * 2);

    [Fact]
    public void SubmitBatch_AgreesWithTheAnnotations() => RequestGenerators.Batch.Sample(Agrees, iter: Iterations / 10, print: Print);

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(1000)]
    [InlineData(1001)]
    public void BatchSize_AgreesWithTheAnnotations(int items) => Agrees(Requests.Batch(items));

    [Fact]
    public void Filter_AgreesWithTheAnnotations() =>
        Gen.Select(RequestGenerators.Filter, Gen.Int[-2, 1002], RequestGenerators.Around(512)).Sample(
            (filter, size, token) =>
            {
                Agrees(new ListSubmissionsRequest { Filter = filter, PageSize = size, PageToken = token });
                Agrees(new WatchSubmissionsRequest { Filter = filter, AfterCursor = token });
            }, iter: Iterations / 3);

    [Fact]
    public void SmallRequests_AgreeWithTheAnnotations() =>
        Gen.Select(RequestGenerators.Uuid, RequestGenerators.Around(512), RequestGenerators.Around(2000), RequestGenerators.Around(64)).Sample(
            (id, cursor, reason, server) =>
            {
                Agrees(new GetSubmissionRequest { SubmissionId = id });
                Agrees(new WatchSubmissionRequest { SubmissionId = id, AfterCursor = cursor });
                Agrees(new CancelSubmissionRequest { SubmissionId = id, Reason = reason });
                Agrees(new CancelBatchRequest { BatchId = id, Reason = reason });
                Agrees(new GetServerStatusRequest { Server = server });
                Agrees(new GetCapabilitiesRequest());
                Agrees(new ListServersRequest());
            }, iter: Iterations / 6);

    [Fact]
    public void FindHosts_AgreesWithTheAnnotations() =>
        Gen.Select(Gen.Int[0, 3], RequestGenerators.Around(255), Gen.Int[-2, 10_003], RequestGenerators.Around(64)).Sample(
            (query, text, limit, server) =>
            {
                var request = new FindHostsRequest { Limit = limit, Server = server };
                switch (query)
                {
                    case 1:
                        request.Name = text;
                        break;
                    case 2:
                        request.Fqdn = text;
                        break;
                    case 3:
                        request.Text = text;
                        break;
                }

                Agrees(request);
            }, iter: Iterations / 3);

    [Fact]
    public void EveryEnumValue_AgreesWithTheAnnotations()
    {
        for (var value = -2; value < 40; value++)
        {
            Agrees(new SubmitRequest { Action = new ResponseAction { TargetHost = "h", Severity = (Severity)value, IsolateHost = new IsolateHost { Action = (IsolationAction)value } } });
            Agrees(new ListSubmissionsRequest { Filter = new SubmissionFilter { States = { (SubmissionState)value }, TaskKinds = { (TaskKind)value } } });
            foreach (var path in (string[])["", "C:\\x"])
            {
                var scan = new OnDemandScan { Objects = { new ScanObject { Enabled = true, Type = (ScanObjectType)value, Path = path } } };
                Agrees(new SubmitRequest { Action = new ResponseAction { TargetHost = "h", OnDemandScan = scan } });
            }
        }
    }

    private static void Agrees<T>(T request)
        where T : IMessage
    {
        var violations = new ViolationList();
        Validators.For<T>().Validate(request, violations);
        var ours = violations.Stored.Select(v => Normalize(v.Field));
        var theirs = Oracle.Validate(request, failFast: false).Violations.Select(v => Normalize(Path(v.Field)));
        if (violations.Count > violations.Stored.Count)
        {
            Assert.NotEmpty(theirs);
            return;
        }

        Assert.Equal(theirs.ToHashSet(StringComparer.Ordinal).Order(StringComparer.Ordinal), ours.ToHashSet(StringComparer.Ordinal).Order(StringComparer.Ordinal));
    }

    private static string Path(FieldPath path) => string.Join('.', path.Elements.Select(e => e.SubscriptCase switch
    {
        FieldPathElement.SubscriptOneofCase.None => e.FieldName,
        FieldPathElement.SubscriptOneofCase.Index => $"{e.FieldName}[{e.Index}]",
        _ => $"{e.FieldName}[\"\"]",
    }));

    /// <summary>
    /// Three differences are wanted: the folder rule is an annotation of ScanObject and is reported here at its path; equal item ids are
    /// an annotation of items and are reported here at the second item; and keys are shown here in a harmless form.
    /// </summary>
    private static string Normalize(string path)
    {
        path = Keys().Replace(path, "[]");
        path = ScanObjectField().Replace(path, "${object}");
        return ItemId().IsMatch(path) ? "items" : path;
    }

    private static string Print(IMessage message)
    {
        var text = message.ToString()!;
        return text.Length > 2000 ? text[..2000] : text;
    }

    [GeneratedRegex("\\[\".*\"\\]", RegexOptions.ExplicitCapture | RegexOptions.Singleline, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Keys();

    [GeneratedRegex("(?<object>on_demand_scan\\.objects\\[[0-9]+\\])\\.path$", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex ScanObjectField();

    [GeneratedRegex("^items\\[[0-9]+\\]\\.item_id$", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex ItemId();
}
