using CsCheck;
using EdrGrpc.Contract.V1;
using EdrGrpc.Server.Mapping;
using EdrGrpc.Tests.Validation;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Xunit;

namespace EdrGrpc.Tests.Mapping;

public sealed class RequestFingerprintTests
{
    [Fact]
    public void Fingerprint_Is32Bytes() => Assert.Equal(32, RequestFingerprint.Compute(new SubmitRequest()).Length);

    [Fact]
    public void RequestIdAndValidateOnly_DoNotCount() =>
        RequestGenerators.Submit.Sample(request =>
        {
            var other = request.Clone();
            other.RequestId = "other";
            other.ValidateOnly = true;
            Assert.Equal(Hash(request), Hash(other));
        }, iter: 300);

    [Fact]
    public void SubmitAndWatch_IsEqualToSubmit() =>
        RequestGenerators.Submit.Sample(request =>
        {
            var watch = SubmitAndWatchRequest.Parser.ParseFrom(request.ToByteArray());
            Assert.Equal(Hash(request), Convert.ToHexString(RequestFingerprint.Compute(watch)));
        }, iter: 300);

    [Fact]
    public void DifferentContent_IsDifferent() =>
        Gen.Select(RequestGenerators.Submit, RequestGenerators.Submit).Sample((a, b) =>
        {
            a.RequestId = "";
            b.RequestId = "";
            Assert.Equal(a.Equals(b), string.Equals(Hash(a), Hash(b), StringComparison.Ordinal));
        }, iter: 2000);

    [Fact]
    public void EachField_Counts()
    {
        var hashes = new List<string> { Hash(Requests.Submit()) };
        void Changed(Action<SubmitRequest> change)
        {
            var request = Requests.Submit();
            change(request);
            hashes.Add(Hash(request));
        }

        Changed(r => r.Server = "other");
        Changed(r => r.Server = "");
        Changed(r => r.Action = null);
        Changed(r => r.Action.TargetHost = "x");
        Changed(r => r.Action.TargetHostName = r.Action.TargetHost);
        Changed(r => r.Action.Area = "");
        Changed(r => r.Action.Area = "Kuma");
        Changed(r => r.Action.Severity = Severity.Unspecified);
        Changed(r => r.Action.IsolateHost.Action = IsolationAction.Disable);
        Changed(r => r.ExpireTime = null);
        Changed(r => r.ExpireTime.Nanos = 1);
        Changed(r => r.Context = null);
        Changed(r => r.Context.CaseId = "");
        Changed(r => r.Context.SourceEventId = "x");
        Changed(r => r.Context.Comment = "x");
        Changed(r => r.Context.Labels.Clear());
        Changed(r => r.Context.Labels["team"] = "x");
        Changed(r => r.Context.Labels["z"] = "");
        foreach (var action in Requests.Actions().Where(a => a.TaskCase != ResponseAction.TaskOneofCase.IsolateHost))
        {
            Changed(r => r.Action = action);
        }

        Changed(r => r.Action = new ResponseAction { StartProcess = new StartProcess { ExecutablePath = "e" } });
        Changed(r => r.Action = new ResponseAction { StartProcess = new StartProcess { ExecutablePath = "e", Arguments = "" } });
        Changed(r => r.Action = new ResponseAction { StartProcess = new StartProcess { ExecutablePath = "e", WorkingFolder = "" } });
        Assert.Equal(hashes.Count, hashes.Distinct(StringComparer.Ordinal).Count());
    }

    [Fact]
    public void Labels_HaveNoOrder() =>
        Gen.Select(Gen.String[1, 5].Array[0, 12], Gen.Int).Sample((keys, seed) =>
        {
            var distinct = keys.Distinct(StringComparer.Ordinal).ToArray();
            var shuffled = (string[])distinct.Clone();
            new Random(seed).Shuffle(shuffled);
            var a = Requests.Submit();
            var b = Requests.Submit();
            Array.ForEach(distinct, k => a.Context.Labels[k] = "v" + k);
            Array.ForEach(shuffled, k => b.Context.Labels[k] = "v" + k);
            Assert.Equal(Hash(a), Hash(b));
        }, iter: 500);

    [Fact]
    public void Archive_CountsByItsBytes_AndItsDescriptionDoesNot()
    {
        SubmitRequest Ioc(byte[] bytes, IocArchive? archive = null) => new()
        {
            Action = new ResponseAction { TargetHost = "h", IocScan = new IocScan { IocArchive = ByteString.CopyFrom(bytes), Archive = archive } },
        };

        var description = new IocArchive { Sha256Hash = "x", SizeBytes = 1, FileNames = { "a" } };
        Assert.Equal(Hash(Ioc([1, 2, 3])), Hash(Ioc([1, 2, 3], description)));
        AssertDiffer(Hash(Ioc([1, 2, 3])), Hash(Ioc([1, 2, 4])));
        AssertDiffer(Hash(Ioc([])), Hash(Ioc([1])));
        AssertDiffer(Hash(Ioc(new byte[3_000_000])), Hash(Ioc(new byte[3_000_001])));

        var reactions = Ioc([1, 2, 3]);
        reactions.Action.IocScan.IsolateHost = true;
        AssertDiffer(Hash(Ioc([1, 2, 3])), Hash(reactions));
    }

    [Fact]
    public void ArchivesInABatch_AreTreatedTheSame()
    {
        SubmitBatchRequest Ioc(byte last, bool described) => new()
        {
            Items =
            {
                new BatchItem
                {
                    Action = new ResponseAction
                    {
                        TargetHost = "h",
                        IocScan = new IocScan { IocArchive = ByteString.CopyFrom(1, last), Archive = described ? new IocArchive { SizeBytes = 2 } : null },
                    },
                },
            },
        };

        Assert.Equal(Hash(Ioc(1, false)), Hash(Ioc(1, true)));
        AssertDiffer(Hash(Ioc(1, false)), Hash(Ioc(2, false)));
    }

    [Theory]
    [InlineData(100)]
    [InlineData(16_000)]
    public void UnknownFields_Count_InWhateverOrderTheyCame(int number)
    {
        var plain = Requests.Submit();
        var one = Parse(plain, Field(number, 1), Field(number + 1, 2));
        var other = Parse(plain, Field(number + 1, 2), Field(number, 1));
        var third = Parse(plain, Field(number, 1), Field(number + 1, 3));
        Assert.Equal(Hash(one), Hash(other));
        AssertDiffer(Hash(plain), Hash(one));
        AssertDiffer(Hash(one), Hash(third));
    }

    [Fact]
    public void UnknownFieldsDeepInTheAction_Count()
    {
        var plain = new SubmitRequest { Action = new ResponseAction { TargetHost = "h", IocScan = new IocScan { IocArchive = ByteString.CopyFrom(1) } } };
        var scan = new IocScan();
        scan.MergeFrom(ByteString.CopyFrom([.. plain.Action.IocScan.ToByteArray(), .. Field(77, 5)]));
        var newer = plain.Clone();
        newer.Action.IocScan = scan;
        AssertDiffer(Hash(plain), Hash(newer));
    }

    [Fact]
    public void UnknownGroupsAndFixedFields_Count()
    {
        byte[] group = [0xA3, 0x06, 0x08, 0x01, 0xA4, 0x06]; // 100: { 1: 1 }
        byte[] fixed64 = [0xA9, 0x06, 1, 2, 3, 4, 5, 6, 7, 8];
        byte[] fixed32 = [0xAD, 0x06, 1, 2, 3, 4];
        byte[] bytes = [0xAA, 0x06, 2, 9, 9];
        var plain = Requests.Submit();
        var hashes = new[] { Hash(plain), Hash(Parse(plain, group)), Hash(Parse(plain, fixed64)), Hash(Parse(plain, fixed32)), Hash(Parse(plain, bytes)) };
        Assert.Equal(5, hashes.Distinct(StringComparer.Ordinal).Count());
    }

    [Fact]
    public void ManyUnknownFieldsInReverse_AreSortedInTime()
    {
        var fields = Enumerable.Range(0, 100_000).Reverse().Select(i => Field(100 + i, 1)).ToArray();
        var request = Parse(new SubmitRequest(), fields);
        Assert.Equal(Hash(Parse(new SubmitRequest(), [.. fields.Reverse()])), Hash(request));
    }

    [Fact]
    public void Batch_CountsItemsInTheirOrder()
    {
        var batch = Requests.Batch(3);
        var other = batch.Clone();
        other.RequestId = "";
        other.ValidateOnly = true;
        Assert.Equal(Hash(batch), Hash(other));
        (other.Items[0], other.Items[1]) = (other.Items[1], other.Items[0]);
        AssertDiffer(Hash(batch), Hash(other));
        AssertDiffer(Hash(batch), Hash(Requests.Batch(2)));
        other = batch.Clone();
        other.Items[2].ItemId = "x";
        AssertDiffer(Hash(batch), Hash(other));
        other = batch.Clone();
        other.ExpireTime = new Timestamp();
        AssertDiffer(Hash(batch), Hash(other));
        other = batch.Clone();
        other.Server = "x";
        AssertDiffer(Hash(batch), Hash(other));
    }

    [Fact]
    public void BatchLabels_HaveNoOrder()
    {
        var a = Requests.Batch(1);
        a.Context = new Context { Labels = { ["a"] = "1", ["b"] = "2" } };
        var b = Requests.Batch(1);
        b.Context = new Context { Labels = { ["b"] = "2", ["a"] = "1" } };
        Assert.Equal(Hash(a), Hash(b));
    }

    [Fact]
    public void Batch_IsNeverEqualToSubmit() =>
        AssertDiffer(Hash(new SubmitRequest()), Hash(new SubmitBatchRequest()));

    /// <summary>A stored fingerprint is compared for weeks: its form must not change between versions.</summary>
    [Fact]
    public void Fingerprint_IsStableBetweenVersions() =>
        Assert.Equal("817C598EBA3C036158986425B35D51F344D03090B78A4C0968C456B480AF4A79", Hash(Requests.Submit()));

    private static string Hash(SubmitRequest request) => Convert.ToHexString(RequestFingerprint.Compute(request));

    private static string Hash(SubmitBatchRequest request) => Convert.ToHexString(RequestFingerprint.Compute(request));

    private static void AssertDiffer(string a, string b) => Assert.False(string.Equals(a, b, StringComparison.Ordinal), "Both have the same fingerprint.");

    private static SubmitRequest Parse(SubmitRequest request, params byte[][] more) =>
        SubmitRequest.Parser.ParseFrom([.. request.ToByteArray(), .. more.SelectMany(m => m)]);

    private static byte[] Field(int number, int value)
    {
        using var stream = new MemoryStream();
        using (var output = new CodedOutputStream(stream, leaveOpen: true))
        {
            output.WriteTag(number, WireFormat.WireType.Varint);
            output.WriteInt32(value);
        }

        return stream.ToArray();
    }
}
