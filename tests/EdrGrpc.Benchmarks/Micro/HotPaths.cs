using BenchmarkDotNet.Attributes;
using EdrGrpc.Contract.V1;
using EdrGrpc.Server.Mapping;
using EdrGrpc.Server.Validation;
using EdrGrpc.Storage.Sqlite;
using EdrGrpc.Submissions.Actions;
using EdrGrpc.Submissions.Audit;
using EdrGrpc.Submissions.Store;
using EdrGrpc.Submissions.Watching;
using Google.Protobuf;
using Microsoft.Extensions.Logging.Abstractions;

namespace EdrGrpc.Benchmarks;

/// <summary>What every Submit does, piece by piece.</summary>
[MemoryDiagnoser]
public class HotPaths
{
    private const int Group = 256;

    private readonly SubmitRequest _request = Requests.Quarantine(Guid.NewGuid().ToString());
    private readonly IRequestValidator<SubmitRequest> _validator = new RequestValidators(new ValidationOptions()).For<SubmitRequest>();
    private readonly ResponseTask _task = new QuarantineFileTask("44d88612fea8a8f36de82e1278abb02f", "", @"C:\Users\user\AppData\Local\Temp\dropped\payload.exe");
    private readonly AuditEntry _audit = new()
    {
        Time = TimeProvider.System.GetUtcNow(), Principal = "benchmark", Peer = "127.0.0.1:50000", Operation = "Submit", Outcome = "ALLOWED", Rule = "responder",
        SubmissionId = Guid.NewGuid(), Server = "default", TargetHost = Guid.NewGuid().ToString(), DetailJson = """{"task":"quarantineFile","path":"C:\\Users\\user\\payload.exe"}""",
    };

    private DirectoryInfo _folder = null!;
    private SqliteSubmissionStore _store = null!;

    [GlobalSetup]
    public async Task OpenAsync()
    {
        _folder = Directory.CreateTempSubdirectory("edrgrpc-bench-");
        _store = await SqliteSubmissionStore.OpenAsync(
            new SqliteStoreOptions { Path = Path.Combine(_folder.FullName, "micro.db") }, new WatchHub(), TimeProvider.System, NullLoggerFactory.Instance, CancellationToken.None);
    }

    [GlobalCleanup]
    public async Task CloseAsync()
    {
        await _store.DisposeAsync();
        _folder.Delete(recursive: true);
    }

    [Benchmark(Description = "parse the request")]
    public SubmitRequest Parse() => SubmitRequest.Parser.ParseFrom(_bytes ??= _request.ToByteArray());

    [Benchmark(Description = "validation")]
    public ViolationList Validate()
    {
        var violations = new ViolationList();
        _validator.Validate(_request, violations);
        return violations;
    }

    [Benchmark(Description = "fingerprint")]
    public byte[] Fingerprint() => RequestFingerprint.Compute(_request);

    [Benchmark(Description = "incident body")]
    public IncidentBodyText Body() => IncidentBody.Create(_request.Action.TargetHost, _task, "");

    [Benchmark(Description = "hash of an audit record")]
    public byte[] AuditHash() => AuditChain.Hash(AuditChain.Beginning.Span, 1, _audit, []);

    /// <summary>Rows of one submission, its share of a commit of 256 with fsync included.</summary>
    [Benchmark(Description = "rows of a submission, in commits of 256", OperationsPerInvoke = Group)]
    public Task RowsAsync() => Task.WhenAll(Enumerable.Range(0, Group).Select(_ => _store.AcceptAsync(New(), CancellationToken.None)));

    private byte[]? _bytes;

    private AcceptRequest New()
    {
        var now = TimeProvider.System.GetUtcNow();
        var host = Guid.NewGuid().ToString();
        var submission = new Submissions.Submission
        {
            Id = Guid.CreateVersion7(now),
            RequestId = Guid.NewGuid(),
            Principal = "benchmark",
            Server = "default",
            TargetHost = host,
            Kind = Submissions.Actions.TaskKind.QuarantineFile,
            Area = "Kuma",
            Severity = 2,
            Action = _bytes ??= _request.ToByteArray(),
            CreatedAt = now,
            UpdatedAt = now,
        };
        return new AcceptRequest(
            "benchmark", submission.RequestId, new byte[32], null,
            [new NewSubmission(submission, IncidentBody.Create(host, _task, ""), null, "Recorded.") { Audit = _audit }], long.MaxValue);
    }
}
