namespace EdrGrpc.LedgerCheck.Files;

/// <summary>The three records of one run, and how they belong together.</summary>
internal sealed class Run
{
    private readonly ILookup<string, Fault> _faults;
    private readonly ILookup<string, KscIncident> _incidents;

    private Run(KscLedger ledger, Observations observations, DataFile data, IReadOnlyList<Decided> decided)
    {
        (Ledger, Observations, Data, Decided) = (ledger, observations, data, decided);
        ByBody = data.Submissions.GroupBy(submission => submission.Body, StringComparer.Ordinal).ToDictionary(group => group.Key, group => group.First(), StringComparer.Ordinal);
        _faults = observations.Faults.ToLookup(fault => fault.Body, StringComparer.Ordinal);
        _incidents = ledger.Incidents.Values.Where(incident => !incident.IsForeign).OrderBy(incident => incident.Id).ToLookup(incident => incident.Body, StringComparer.Ordinal);
    }

    public KscLedger Ledger { get; }

    public Observations Observations { get; }

    public DataFile Data { get; }

    /// <summary>Bodies are unique, so a body tells the submission.</summary>
    public Dictionary<string, StoredSubmission> ByBody { get; }

    /// <summary>Of a run with approvals; empty in others.</summary>
    public IReadOnlyList<Decided> Decided { get; }

    public static Run Read(string folder)
    {
        var observations = Observations.Read(Path.Combine(folder, "observations.jsonl"));
        var file = Path.Combine(folder, "gateway.db");
        return new Run(
            KscLedger.Read(Path.Combine(folder, "ksc-ledger.jsonl")), observations, DataFile.Read(file), observations.Decisions.Count > 0 ? Files.Decided.Read(file) : []);
    }

    public IEnumerable<Fault> FaultsOf(StoredSubmission submission) => _faults[submission.Body];

    /// <summary>Incidents that clients, not the test, added with this submission's body.</summary>
    public IEnumerable<KscIncident> OwnIncidentsOf(StoredSubmission submission) => _incidents[submission.Body];

    /// <summary>An own incident beside the claimed one: KSC worked a request off after the gateway had found it absent and sent again.</summary>
    public IEnumerable<KscIncident> TwinsOf(StoredSubmission submission) =>
        submission.IncidentId is { } claimed ? OwnIncidentsOf(submission).Where(incident => incident.Id != claimed) : [];

    /// <summary>True if its answer was hidden by a fault, or by a kill while AddIncident was being called.</summary>
    public bool IsAnswerHidden(StoredSubmission submission) =>
        FaultsOf(submission).Any(fault => fault.HidesAnswer)
        || submission.Events.Zip(submission.Events.Skip(1)).Any(pair =>
            pair.First.State == State.Submitting && Observations.Kills.Any(kill => kill >= pair.First.Time && kill <= pair.Second.Time));
}
