using System.Security.Cryptography;
using EdrGrpc.Ksc;
using EdrGrpc.Submissions;
using EdrGrpc.Submissions.Actions;
using EdrGrpc.Submissions.Store;
using Microsoft.Extensions.Time.Testing;

namespace EdrGrpc.Tests.Model;

/// <summary>
/// One case: submissions, workers and the model KSC on one clock. Nothing runs but what <see cref="Apply"/> and <see cref="RunToEnd"/> let
/// run, one call at a time, so that a case always takes the same course.
/// </summary>
internal sealed class ModelCase
{
    private const int MostSubmissions = 5;
    private static readonly TimeSpan[] Pauses = [.. new[] { 0.3, 1, 3, 8, 12, 25, 50, 70, 130, 310 }.Select(TimeSpan.FromSeconds)];

    private readonly string _server;
    private readonly List<ModelWorker> _workers = [];
    private readonly List<string> _trace = [];
    private readonly Dictionary<Guid, TaskFate> _fates = [];
    private int _workerNumber;

    /// <param name="store">Shared by many cases.</param>
    /// <param name="settings">See <see cref="ModelSettings"/>.</param>
    /// <param name="number">Sets the cases of one store apart: each has a KSC connection and a time of its own.</param>
    public ModelCase(ISubmissionStore store, int settings, int number)
    {
        Store = store;
        _server = "ksc" + number;
        Time = new FakeTimeProvider(new DateTimeOffset(2026, 3, 1, 10, 0, 0, TimeSpan.Zero).AddDays(2 * number));
        Settings = new ModelSettings(settings);
        Ksc = new ModelKsc(this, Settings.HostListsLackTasks);
        Checks = new ModelChecks(this);
        AddWorker(new HostKey(_server, ""));
    }

    public ISubmissionStore Store { get; }

    public ModelSettings Settings { get; }

    public DispatchOptions Options => Settings.CurrentValue;

    public FakeTimeProvider Time { get; }

    public DateTimeOffset Now => Time.GetUtcNow();

    public ModelKsc Ksc { get; }

    public ModelChecks Checks { get; }

    /// <summary>The response tasks of the last observation that was stored.</summary>
    public IReadOnlyList<string> Observed { get; set; } = [];

    /// <summary>Every submission as it is stored, in the order accepted.</summary>
    public Dictionary<Guid, Submission> Current { get; } = [];

    public string TraceText => string.Join('\n', _trace);

    public void Trace(string line) => _trace.Add($"{(Now - Time.Start).TotalSeconds,7:0.0} {line}");

    public void Apply(ModelOp op)
    {
        switch (op.Kind)
        {
            case ModelOpKind.Step:
                StepSome(_workers[op.A % _workers.Count], 1 + (op.B % 24), op.B, FaultOf(op.C));
                break;
            case ModelOpKind.Advance:
                Advance(Pauses[op.A % Pauses.Length]);
                break;
            case ModelOpKind.Submit when Current.Count < MostSubmissions:
                Submit(op);
                break;
            case ModelOpKind.Cancel when Current.Count > 0:
                Cancel(Current.Values.ElementAt(op.A % Current.Count).Id);
                break;
            case ModelOpKind.Crash:
                Crash(op);
                break;
            case ModelOpKind.SecondWorker:
                var host = _workers[op.A % _workers.Count].Host;
                if (host.HostId.Length > 0 && _workers.Count(worker => worker.Host == host) < 2)
                {
                    AddWorker(host);
                }

                break;
            case ModelOpKind.ToggleHost:
                Toggle(Ksc.OfflineHosts, HostName(op.A));
                break;
            case ModelOpKind.ToggleConsole:
                Ksc.SwitchConsole(!Ksc.IsConsoleOn);
                Trace($"background connection {(Ksc.IsConsoleOn ? "on" : "off")}");
                break;
            case ModelOpKind.ToggleOutage:
                (Ksc.IsDown, Ksc.RefusesAccount) = Ksc.IsDown || Ksc.RefusesAccount ? (false, false) : (op.A % 2 == 0, op.A % 2 == 1);
                Trace($"KSC {(Ksc.IsDown ? "is away" : Ksc.RefusesAccount ? "refuses the account" : "is back")}");
                break;
            case ModelOpKind.ForeignTask:
                Ksc.AddForeignTask(HostName(op.A), (op.B % 3) switch { 0 => TaskKind.IsolateHost, 1 => TaskKind.GetFile, _ => TaskKind.OnDemandScan });
                break;
            case ModelOpKind.ForeignIncident when Current.Values.FirstOrDefault(row => row.State is SubmissionState.Submitting or SubmissionState.Reconciling) is { } like:
                Checks.ForeignTwins.Add(like.Id);
                Ksc.AddForeignIncident(like, BodyOf(like));
                break;
        }
    }

    /// <summary>No more faults: works until everything has ended, or waits for what never comes.</summary>
    public void RunToEnd()
    {
        Trace($"no more faults, {Settings.Ending}");
        Ksc.IsDown = Settings.Ending == ModelEnding.KscDown;
        Ksc.RefusesAccount = Settings.Ending == ModelEnding.AccountRefused;
        Ksc.OfflineHosts.Clear();
        if (Settings.Ending == ModelEnding.HostOffline)
        {
            Ksc.OfflineHosts.Add(HostName(0));
        }

        Ksc.SwitchConsole(on: true);
        foreach (var host in Current.Values.Select(row => row.Host).Distinct().Where(host => _workers.All(worker => worker.Host != host)).ToList())
        {
            AddWorker(host);
        }

        // Two long tasks of opposite isolations after each other must fit where a host works.
        var end = Now + Settings.Ending switch
        {
            ModelEnding.Healthy => TimeSpan.FromHours(2),
            ModelEnding.HostOffline => TimeSpan.FromMinutes(40),
            _ => TimeSpan.FromMinutes(12),
        };
        while (true)
        {
            foreach (var worker in _workers)
            {
                for (var calls = 0; worker.CanStep; calls++)
                {
                    worker.Step(0, ModelFault.None);
                    Checks.Require(calls < 20_000, "a worker never rests");
                }
            }

            var next = Earlier(Ksc.NextAt, _workers.Min(worker => worker.NextAt));
            if (next is null || next > end || (Ksc.NextAt is null && _workers.TrueForAll(worker => worker.IsSearch || worker.NextAt is null)))
            {
                break;
            }

            Advance(next.Value - Now);
        }

        Advance(Options.LateIncidentInterval);
        foreach (var search in _workers.Where(worker => worker.IsSearch))
        {
            while (search.CanStep)
            {
                search.Step(0, ModelFault.None);
            }
        }
    }

    public bool EndsOffline(string host) => Settings.Ending == ModelEnding.HostOffline && host == HostName(0);

    public void WakeAll()
    {
        foreach (var worker in _workers)
        {
            worker.Wake();
        }
    }

    public TaskFate FateOf(Guid submissionId) => _fates[submissionId];

    /// <summary>Whose request this is: ADDED tells the submissions of a host apart.</summary>
    public Submission SubmissionOf(NewIncident incident) =>
        Current.Values.Single(row => row.TargetHost == incident.HostId && row.Intent?.AddedUtc == incident.AddedUtc);

    public void Granted(Submission submission, string detail)
    {
        Checks.Grant(submission);
        Committed(submission, detail);
    }

    public void Committed(Submission submission, string detail)
    {
        Trace($"  {submission.Kind} {submission.AcceptRevision}: {submission.State} - {detail}");
        Current[submission.Id] = submission;
        Checks.Committed(submission, detail);
    }

    public void Raised(LateIncident late, Submission submission)
    {
        Trace($"  late: {late.Detail}");
        Checks.Raised.Add(late.IncidentId);
        if (submission.Revision > Current[submission.Id].Revision)
        {
            Committed(submission, late.Detail);
        }
    }

    public void CheckWrite(ModelRequest request) => Checks.Written(request);

    // Equal for equal actions, as the incident bodies of KSC are.
    public static string BodyOf(Submission submission) => $"{submission.Kind} {submission.IsolationEnable} {submission.TargetHost}";

    private static ModelFault FaultOf(int number) => number < 36 ? ModelFault.None : (ModelFault)(1 + ((number - 36) % (int)ModelFault.StoreDown));

    private string HostName(int number) => "h" + (number % Settings.HostCount);

    private static void StepSome(ModelWorker worker, int count, int choice, ModelFault fault)
    {
        for (var step = 0; step < count && worker.CanStep; step++)
        {
            if (worker.Step(choice, fault))
            {
                fault = ModelFault.None;
            }
        }
    }

    private void Submit(ModelOp op)
    {
        var (kind, enable) = (op.B % 5) switch
        {
            0 => (TaskKind.IsolateHost, (bool?)true),
            1 => (TaskKind.IsolateHost, false),
            2 => (TaskKind.StartProcess, null),
            _ => (TaskKind.GetFile, (bool?)null),
        };
        var submission = new Submission
        {
            Id = Guid.CreateVersion7(),
            RequestId = Guid.NewGuid(),
            Principal = _server,
            Server = _server,
            TargetHost = HostName(op.A),
            Kind = kind,
            IsolationEnable = enable,
            Area = "Kuma",
            Severity = 2,
            Action = new byte[] { 1 },
            CreatedAt = Now,
            UpdatedAt = Now,
            ExpiresAt = (op.A / 2 % 10) switch { 0 => Now.AddSeconds(5), 1 => Now.AddSeconds(30), 2 => Now.AddSeconds(150), _ => null },
        };
        _fates[submission.Id] = (op.C % 20) < 8 ? (TaskFate)(op.C % 8) : TaskFate.Succeeds;
        var accepted = GatedStore.Wait(Store.AcceptAsync(
            new AcceptRequest(
                _server,
                submission.RequestId,
                SHA256.HashData(submission.Id.ToByteArray()),
                BatchId: null,
                [new NewSubmission(submission, new IncidentBodyText(BodyOf(submission), Tail: null), Archive: null, "Recorded.")],
                long.MaxValue),
            CancellationToken.None)).Submissions[0];
        Trace($"submit {kind} {enable} on {accepted.TargetHost}, its task {_fates[accepted.Id]}, expires {accepted.ExpiresAt:HH:mm:ss}");
        Committed(accepted, "Recorded.");
        if (_workers.All(worker => worker.Host != accepted.Host))
        {
            AddWorker(accepted.Host);
        }

        WakeAll();
    }

    private void Cancel(Guid id)
    {
        var submission = Current[id];
        if (submission.State.IsCancellable())
        {
            var next = submission with { State = SubmissionState.Cancelled, UpdatedAt = Now, WaitingReason = "" };
            var result = GatedStore.Wait(Store.ApplyAsync(new SubmissionChange(submission, next, "Cancelled.", EventSource.Gateway), CancellationToken.None));
            Checks.Require(result.Outcome == ChangeOutcome.Applied, "what is stored is not what was told");
            Committed(result.Submission!, "Cancelled.");
            WakeAll();
        }
    }

    private void Crash(ModelOp op)
    {
        var dead = op.A % 3 == 0 ? [.. _workers] : new List<ModelWorker> { _workers[op.B % _workers.Count] };
        foreach (var worker in dead)
        {
            Trace($"{worker.Name} crashes");
            _workers.Remove(worker);
        }

        foreach (var host in dead.Select(worker => worker.Host).Distinct().Where(host => _workers.All(worker => worker.Host != host)).ToList())
        {
            AddWorker(host);
        }
    }

    private void AddWorker(HostKey host)
    {
        var worker = new ModelWorker(this, "w" + ++_workerNumber, host);
        Trace($"{worker.Name} works on {host.HostId}");
        _workers.Add(worker);
    }

    private void Advance(TimeSpan span)
    {
        var target = Now + span;
        while (Ksc.NextAt is { } next && next <= target)
        {
            Time.SetUtcNow(next > Now ? next : Now);
            Ksc.RunDue();
        }

        Time.SetUtcNow(target > Now ? target : Now);
    }

    private void Toggle(HashSet<string> hosts, string host)
    {
        if (!hosts.Remove(host))
        {
            hosts.Add(host);
        }

        Trace($"{host} is {(hosts.Contains(host) ? "offline" : "online")}");
    }

    private static DateTimeOffset? Earlier(DateTimeOffset? left, DateTimeOffset? right) => left is null || right < left ? right : left;
}
