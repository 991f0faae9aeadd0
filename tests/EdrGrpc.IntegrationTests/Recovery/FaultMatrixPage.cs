using System.Text;

namespace EdrGrpc.IntegrationTests.Recovery;

/// <summary>Writes docs/fault-matrix.md. Every outcome that is not the plain one must be explained here, and every explanation be needed.</summary>
internal static class FaultMatrixPage
{
    private static readonly (string Call, string Outcome, string Why)[] Explanations =
    [
        ("HostGroup.AddIncident", "SUCCEEDED by RECONCILING",
            "The request was written and no usable answer came, so it was not repeated. After the quiet period (send_before + Ksc:CallTimeout + Ksc:ReconcileMargin) KSC was asked, had the incident, and it was adopted."),
        ("HostGroup.AddIncident", "SUCCEEDED by RECONCILING, 2 attempts",
            "The request was written and no usable answer came; an HTTP error after the body is no proof that KSC did nothing. After the quiet period KSC was asked, had no incident, and it was sent again with the same KLINCDT_ADDED. "
            + "(A start_process ends OUTCOME_UNKNOWN here instead, unless Ksc:RepeatStartProcess is set.)"),
        ("HostGroup.AddIncident", "SUCCEEDED, 2 attempts",
            "KSC itself said that it did not do it and that it is worth repeating, so it was sent again at once."),
        ("HostGroup.AddIncident", "REJECTED, 0 incidents",
            "Not SUCCEEDED: KSC refused the incident for good. Nothing was done, KSC's words and code are in the error, and submitting anew is the caller's decision."),
    ];

    public static string Write(IReadOnlyList<FaultCell> cells)
    {
        var page = new StringBuilder();
        page.Append("# Fault matrix\n\n");
        page.Append("What becomes of a submission when one call to KSC goes wrong once. Made by FaultMatrixTests from the real gateway and the simulator over TLS (`EDRGRPC_UPDATE_GOLDEN=1` writes it anew); do not edit.\n\n");
        page.Append("`ok`: one attempt, one incident in KSC, the task followed to its own end (SUCCEEDED; FAILED in the rows about a failed task). The call was repeated, or the gateway waited, with a waiting reason, and went on. In no cell has KSC two incidents. Everything runs on a clock 20 times as fast, the connection has one session.\n\n");
        page.Append("| call | for | ").Append(string.Join(" | ", FaultKinds.All.Select(kind => kind.Name))).Append(" |\n");
        page.Append("| --- | --- |").Append(string.Concat(FaultKinds.All.Select(_ => " --- |"))).Append('\n');
        var used = new List<string>();
        foreach (var row in FaultRow.All)
        {
            page.Append($"| `{row.Call}` | {row.Purpose} |");
            foreach (var (name, _, _) in FaultKinds.All)
            {
                var text = cells.Single(cell => cell.Call == row.Call && cell.Fault == name).Text(row);
                page.Append($" {text}{Note(row.Call, text, used)} |");
            }

            page.Append('\n');
        }

        page.Append("\n## Faults\n\n");
        foreach (var (name, meaning, _) in FaultKinds.All)
        {
            page.Append($"- **{name}**: {meaning}\n");
        }

        page.Append("\n## Outcomes that are not plain\n\n");
        if (Array.Find(Explanations, item => !used.Contains(item.Why)) is { Why: not null } idle)
        {
            throw new InvalidOperationException($"No cell of {idle.Call} is \"{idle.Outcome}\" any more: take its explanation away.");
        }

        for (var index = 0; index < used.Count; index++)
        {
            page.Append($"{index + 1}. {used[index]}\n");
        }

        return page.ToString();
    }

    private static string Note(string call, string outcome, List<string> used)
    {
        if (outcome == "ok")
        {
            return "";
        }

        var why = Array.Find(Explanations, item => item.Call == call && item.Outcome == outcome).Why 
            ?? throw new InvalidOperationException($"{call} ended \"{outcome}\", which is not explained. Mend the product, or explain it in FaultMatrixPage.");
        if (!used.Contains(why))
        {
            used.Add(why);
        }

        return $" ({used.IndexOf(why) + 1})";
    }
}
